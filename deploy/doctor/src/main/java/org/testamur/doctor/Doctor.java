package org.testamur.doctor;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testamur.doctor.rule.Look;
import org.testamur.doctor.rule.Rules;

/** The command {@code ./testamur doctor}: looks at an installation and tells what is wrong with it. */
public final class Doctor {

    private static final int MISUSED = 64;
    private static final int WRONG = 2;

    private final Path root;
    private final Options options;
    private final Map<String, String> environment;
    private final Clock clock;

    private Doctor(Path root, Options options, Map<String, String> environment, Clock clock) {
        this.root = root;
        this.options = options;
        this.environment = environment;
        this.clock = clock;
    }

    /** Takes the project's folder, then the words of the command. */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(List.of(arguments), System.getenv(), System.out, System.err));
    }

    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err)
            throws InterruptedException {
        var words = arguments.subList(1, arguments.size());
        var told = new PrintStream(out, true, StandardCharsets.UTF_8);
        if (words.contains("--help")) {
            told.print(Options.USAGE);
            return 0;
        }
        try {
            var doctor = new Doctor(
                    Path.of(arguments.getFirst()), Options.of(words, environment), environment, Clock.systemUTC());
            return doctor.tell(told);
        } catch (Options.Misused e) {
            err.println(e.getMessage());
            return MISUSED;
        } catch (IOException | GeneralSecurityException e) {
            // Nothing is known, or nobody was told: a timer must not take that for well.
            err.println("The examination did not end: " + e);
            return WRONG;
        }
    }

    private int tell(PrintStream out)
            throws Options.Misused, IOException, GeneralSecurityException, InterruptedException {
        var mail = options.mail().isPresent() ? Optional.of(Mail.of(environment)) : Optional.<Mail>empty();
        for (var folder : options.disks()) {
            if (!options.local() && !Files.isDirectory(folder)) {
                throw new Options.Misused(folder + " is no folder of this machine.");
            }
        }
        var rules = Rules.in(root.resolve("deploy/observability/rules"));
        var authorities = options.ca().filter(file -> !options.local() || Files.exists(file));
        var examination = new Examination(options, Trust.of(authorities), clock);
        var memory = options.memory().map(Memory::new);
        var looks = new ArrayList<Look>();
        if (memory.isPresent()) {
            memory.get().look(clock.instant()).ifPresent(looks::add);
        }
        if (options.watch().isPositive()) {
            looks.add(examination.look());
            Thread.sleep(options.watch());
        }
        var evidence = examination.evidence(looks);
        if (memory.isPresent()) {
            memory.get().keep(evidence.looks().getLast(), rules.metrics());
        }
        var report = new Report(
                options.url().toString(),
                evidence.looks().getLast().at().truncatedTo(ChronoUnit.SECONDS),
                new Diagnosis(rules, new Runbooks(root)).of(evidence));
        out.println(options.json() ? report.json() : report.text().stripTrailing());
        if (mail.isPresent() && (report.code() > 0 || options.always())) {
            mail.get()
                    .send(
                            options.mail().orElseThrow(),
                            "Testamur " + report.verdict() + ": " + report.address(),
                            report.text(),
                            report.at());
        }
        return report.code();
    }
}
