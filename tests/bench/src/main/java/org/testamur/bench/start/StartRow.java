package org.testamur.bench.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.testamur.bench.figure.Figure;
import org.testamur.bench.figure.Goal;
import org.testamur.bench.figure.Sample;
import org.testamur.bench.machine.Machine;
import org.testamur.bench.machine.ProcStat;
import org.testamur.bench.row.NotMeasurable;
import org.testamur.bench.row.Row;
import org.testamur.bench.stack.Campus;

/** A second instance of a service beside the running one, with and without what the JDK can prepare ahead of time. */
public final class StartRow implements Row {

    private static final int ROUNDS = 5;
    private static final String SERVICE = "catalog";
    private static final Figure.Title TITLE = new Figure.Title(
            "start of a service to its first answer, AOT cache",
            "s",
            "the same service as ./testamur up starts it",
            Goal.under(1));

    private final Campus.Source campuses;
    private final Path work;

    public StartRow(Campus.Source campuses, Path work) {
        this.campuses = campuses;
        this.work = work;
    }

    @Override
    public List<Figure.Title> titles() {
        return List.of(TITLE);
    }

    @Override
    public List<Figure> measure() throws NotMeasurable, InterruptedException {
        Campus campus = campuses.get();
        Path application = campus.stack().root().resolve(SERVICE + "-service/target/quarkus-app");
        Path cache = work.resolve(SERVICE + ".aot").toAbsolutePath();
        try {
            Files.createDirectories(work);
            Files.deleteIfExists(cache);
            Instance plain = new Instance(campus.stack(), SERVICE, List.of("-jar", "quarkus-run.jar"), application);
            List<String> classPath = List.of("-cp", classPath(application), "io.quarkus.runner.GeneratedMain");
            new Instance(campus.stack(), SERVICE, with("-XX:AOTCacheOutput=" + cache, classPath), application).train();
            if (!Files.exists(cache)) {
                throw new NotMeasurable("the training run left no AOT cache");
            }
            Instance cached = new Instance(
                    campus.stack(),
                    SERVICE,
                    with("-XX:AOTCache=" + cache, with("-Xlog:aot=error", classPath)),
                    application);
            List<Double> plainly = new ArrayList<>();
            List<Double> fromCache = new ArrayList<>();
            List<Sample> costs = new ArrayList<>();
            plain.start();
            cached.start();
            ProcStat.Ticks before = Machine.now();
            for (int round = 0; round < ROUNDS; round++) {
                plainly.add(plain.start().wallSeconds());
                Sample start = cached.start();
                fromCache.add(start.wallSeconds());
                costs.add(start);
            }
            boolean saturated = Machine.saturatedSince(before);
            return List.of(TITLE.of(
                            fromCache,
                            plainly,
                            saturated,
                            "%s-service, ready with its database and Kafka; trained by one start and a few requests, cache of %d MB; all of the application on the class path, because the cache knows no class loader of Quarkus'"
                                    .formatted(SERVICE, Files.size(cache) >> 20))
                    .costing(median(costs, Sample::wallMicros), median(costs, Sample::cpuMicros)));
        } catch (IOException e) {
            throw new NotMeasurable(e);
        }
    }

    private static double median(List<Sample> samples, java.util.function.ToDoubleFunction<Sample> measure) {
        return new org.testamur.bench.figure.Series(samples).median(measure);
    }

    /** What the packaged application consists of, what Quarkus changed before what it changed. */
    private static String classPath(Path application) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String folder : List.of("quarkus", "app", "lib/boot", "lib/main")) {
            try (Stream<Path> files = Files.list(application.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".jar"))
                        .sorted(java.util.Comparator.reverseOrder())
                        .forEach(jars::add);
            }
        }
        return String.join(
                ":",
                jars.stream().map(jar -> application.relativize(jar).toString()).toList());
    }

    private static List<String> with(String option, List<String> command) {
        List<String> all = new ArrayList<>(List.of(option));
        all.addAll(command);
        return all;
    }
}
