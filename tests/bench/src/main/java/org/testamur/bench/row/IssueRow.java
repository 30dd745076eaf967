package org.testamur.bench.row;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.testamur.bench.figure.Figure;
import org.testamur.bench.figure.Goal;
import org.testamur.bench.figure.Sample;
import org.testamur.bench.machine.CpuTime;
import org.testamur.bench.peer.DigitalBazaar;
import org.testamur.bench.peer.PeerMissing;
import org.testamur.bench.peer.StandIn;
import org.testamur.bench.stack.Campus;
import org.testamur.e2e.Json;

/** Signing over HTTP, one credential in a request and a hundred, next to what stands for the DCC's signing service. */
public final class IssueRow implements Row {

    private static final String STAND_IN =
            "stand-in for the DCC signing service: Express around its libraries, one credential per request";
    private static final double SECONDS = 1.5;
    private static final int BATCH = 100;
    /** What the real service costs next to the library in process. */
    private static final double REAL_SERVICE = 1.1;

    private static final Figure.Title ONE =
            new Figure.Title("issue over HTTP, one per request, CPU", "µs", STAND_IN, Goal.timesLess(50));
    private static final Figure.Title HUNDRED =
            new Figure.Title("issue over HTTP, 100 per request, CPU", "µs", STAND_IN, Goal.timesLess(200));

    private final Campus.Source campuses;
    private final java.nio.file.Path work;

    public IssueRow(Campus.Source campuses, java.nio.file.Path work) {
        this.campuses = campuses;
        this.work = work;
    }

    @Override
    public List<Figure.Title> titles() {
        return List.of(ONE, HUNDRED);
    }

    @Override
    public List<Figure> measure() throws NotMeasurable, InterruptedException {
        Campus campus = campuses.get();
        try (StandIn standIn = StandIn.start(Signing.SEED);
                DigitalBazaar library = DigitalBazaar.start(Signing.SEED);
                HttpLoad load = new HttpLoad()) {
            List<ObjectNode> badges = campus.badges(Badges.MANY);
            library.toIssue(Badges.write(badges, work.resolve("over-http.json")));
            String bearer = campus.registrarToken();
            URI one = campus.stack().service("issuance").resolve("/credentials/issue");
            URI hundred = campus.stack().service("issuance").resolve("/credentials/issue-batch");
            CpuTime issuance = campus.stack().cpu("issuance");

            Supplier<byte[]> plain =
                    bodies(badges.stream().map(badge -> (Object) badge).toList());
            Supplier<byte[]> wrapped = bodies(badges.stream()
                    .map(badge -> (Object) Json.object("credential", badge))
                    .toList());
            Supplier<byte[]> hundreds = bodies(IntStream.range(0, 8)
                    .mapToObj(first -> (Object) Json.object("credentials", some(badges, first * BATCH)))
                    .toList());
            Rounds rounds = new Rounds();
            List<String> missing = new ArrayList<>();
            add(rounds, "one", load, one, bearer, wrapped, 1, issuance, missing);
            rounds.with("stand-in", load.posting(standIn.sign(), "", plain, 1, SECONDS, standIn.cpu()));
            add(rounds, "hundred", load, hundred, bearer, hundreds, BATCH, issuance, missing);
            rounds.with("library", () -> {
                try {
                    return library.issue(SECONDS);
                } catch (PeerMissing e) {
                    throw new NotMeasurable(e);
                }
            });
            Rounds.Outcome outcome = rounds.run();

            double standing = outcome.of("stand-in").median(Sample::cpuMicros)
                    / outcome.of("library").median(Sample::cpuMicros);
            String note = String.format(
                    Locale.ROOT,
                    "the stand-in costs %.2f times the library in process (the real service: %.1f)%s; it answered %.0f/s",
                    standing,
                    REAL_SERVICE,
                    Math.abs(standing - REAL_SERVICE) <= 0.2
                            ? ""
                            : String.format(
                                    Locale.ROOT, ", which differs by %+.0f %%", (standing / REAL_SERVICE - 1) * 100),
                    outcome.of("stand-in").median(Sample::perSecond));
            return List.of(
                    figure(ONE, "one", outcome, missing, note), figure(HUNDRED, "hundred", outcome, missing, note));
        } catch (PeerMissing e) {
            throw new NotMeasurable(e);
        }
    }

    /** Tries one request first: a build without the operation is said to be one. */
    private static void add(
            Rounds rounds,
            String name,
            HttpLoad load,
            URI target,
            String bearer,
            Supplier<byte[]> bodies,
            int operations,
            CpuTime server,
            List<String> missing)
            throws InterruptedException {
        try {
            HttpResponse<String> answer = load.post(target, bearer, bodies.get());
            if (HttpLoad.signed(answer)) {
                rounds.with(name, load.posting(target, bearer, bodies, operations, SECONDS, server));
                return;
            }
            missing.add(name + ": " + HttpLoad.told(target, answer));
        } catch (IOException e) {
            missing.add(name + ": POST " + target.getPath() + ": " + e);
        }
    }

    private static Figure figure(
            Figure.Title title, String name, Rounds.Outcome outcome, List<String> missing, String note) {
        return missing.stream()
                .filter(why -> why.startsWith(name + ": "))
                .findFirst()
                .map(title::missing)
                .orElseGet(() -> title.of(
                        outcome.of(name),
                        outcome.of("stand-in"),
                        Sample::cpuMicros,
                        outcome.saturated(),
                        note
                                + String.format(
                                        Locale.ROOT,
                                        ", ours %.0f/s",
                                        outcome.of(name).median(Sample::perSecond))));
    }

    private static Supplier<byte[]> bodies(List<Object> documents) {
        List<byte[]> texts = documents.stream()
                .map(document -> Json.text(document).getBytes(StandardCharsets.UTF_8))
                .toList();
        AtomicInteger next = new AtomicInteger();
        return () -> texts.get(Math.floorMod(next.getAndIncrement(), texts.size()));
    }

    private static ArrayNode some(List<ObjectNode> badges, int first) {
        ArrayNode some = Json.array();
        for (int i = 0; i < BATCH; i++) {
            some.add(badges.get((first + i) % badges.size()));
        }
        return some;
    }
}
