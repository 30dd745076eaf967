package org.testamur.bench.flow;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.testamur.bench.figure.Figure;
import org.testamur.bench.figure.Goal;
import org.testamur.bench.figure.Sample;
import org.testamur.bench.figure.Series;
import org.testamur.bench.figure.Statistics;
import org.testamur.bench.machine.Machine;
import org.testamur.bench.machine.ProcStat;
import org.testamur.bench.row.NotMeasurable;
import org.testamur.bench.row.Rounds;
import org.testamur.bench.row.Row;
import org.testamur.bench.row.Templated;
import org.testamur.bench.stack.Campus;
import org.testamur.bench.stack.Cohort;

/**
 * The whole way at full speed and at half of it, with 10 thousand and with 100 thousand credentials held already, next
 * to the parts measured alone.
 */
public final class FlowRow implements Row {

    private static final int ROUNDS = 5;
    private static final int FEW = 10_000;
    private static final int MANY = 100_000;
    private static final int VERY_MANY = 1_000_000;
    private static final Duration WARMING = Duration.ofSeconds(30);
    private static final int WARM_UP = 4_000;
    private static final int WARM_UP_SMALL = 600;
    private static final int FEW_IN_A_REQUEST = 4;
    private static final double SECONDS = 3;
    private static final double PART_SECONDS = 1;
    private static final int MOST_IN_A_ROUND = 20_000;
    /** Bytes of a result's fact, of a credential's beside its document, and of a verification record's. */
    private static final int RESULT_FACT = 600;

    private static final int CREDENTIAL_FACT = 900;
    private static final int RECORD_FACT = 300;

    private static final Figure.Title RATE = new Figure.Title(
            "result recorded to credential verifiable, sustained",
            "per second",
            "limit by the sum of the parts measured alone",
            Goal.atLeastShare(0.5));
    private static final Figure.Title P99 = new Figure.Title(
            "the same, p99 at half of that rate",
            "ms",
            "p99 of two durable commits and two Kafka hops alone",
            Goal.atMostTimes(5));

    private final Campus.Source campuses;
    private final boolean longer;

    public FlowRow(Campus.Source campuses, boolean longer) {
        this.campuses = campuses;
        this.longer = longer;
    }

    private static Figure.Title cost(int held, int before) {
        return new Figure.Title(
                "CPU per credential, with %,d held".formatted(held),
                "µs",
                "the same with %,d held".formatted(before),
                Goal.atMostTimes(1.25));
    }

    private static Figure.Title latency(int held, int before) {
        return new Figure.Title(
                "median latency at half rate, with %,d held".formatted(held),
                "ms",
                "the same with %,d held".formatted(before),
                Goal.atMostTimes(1.25));
    }

    @Override
    public List<Figure.Title> titles() {
        List<Figure.Title> titles = new ArrayList<>(List.of(RATE, P99, cost(MANY, FEW), latency(MANY, FEW)));
        if (longer) {
            titles.add(cost(VERY_MANY, MANY));
            titles.add(latency(VERY_MANY, MANY));
        }
        return titles;
    }

    /** What five rounds gave while so many credentials were held. */
    private record Level(
            long held,
            long credentials,
            Series flow,
            List<Double> medians,
            List<Double> p99s,
            boolean saturated,
            double perSecond) {}

    @Override
    public List<Figure> measure() throws NotMeasurable, InterruptedException {
        Campus campus = campuses.get();
        try (Flow flow = new Flow(campus)) {
            Cohort cohort = Cohort.of(campus);
            Measured measured = new Measured(campus, cohort, flow);
            return measured.run();
        } catch (SQLException e) {
            throw new NotMeasurable(e);
        }
    }

    /** One measuring. */
    private final class Measured {

        private final Campus campus;
        private final Cohort cohort;
        private final Flow flow;

        Measured(Campus campus, Cohort cohort, Flow flow) {
            this.campus = campus;
            this.cohort = cohort;
            this.flow = flow;
        }

        List<Figure> run() throws NotMeasurable, InterruptedException, SQLException {
            Rounds.warmUp(() -> some(WARM_UP), WARMING);
            // What is done once for each batch is done seldom at half of the rate: that takes many small ones to get
            // warm.
            Rounds.warmUp(
                    () -> {
                        try {
                            return flow.run(cohort.enrol(WARM_UP_SMALL), FEW_IN_A_REQUEST);
                        } catch (SQLException e) {
                            throw new NotMeasurable(e);
                        }
                    },
                    WARMING);
            Rounds.warmUp(() -> some(WARM_UP), WARMING);
            double expected = some(WARM_UP).perSecond();
            cohort.forget();
            fill(FEW);
            Written before = Written.now(campus.stack());
            Level few = level(expected, () -> {});
            Written written = Written.now(campus.stack()).since(before);
            double rows = (double) written.inserted() / few.credentials() - Cohort.ROWS_OF_AN_ENROLMENT;
            int narrow = (int) Math.max(0, Math.round(rows - InsertPart.WITH_DOCUMENT));

            Templated templated = Templated.prepare();
            String document = new String(templated.issue(templated.values().getFirst()), StandardCharsets.UTF_8);
            fill(MANY);
            Parts parts = new Parts(templated, narrow, document);
            Level many;
            try {
                many = level(few.perSecond(), parts::round);
            } finally {
                parts.kafka.close();
            }
            cohort.settle();
            List<Figure> figures = new ArrayList<>();
            figures.add(RATE.of(
                            many.flow().values(Sample::perSecond),
                            parts.limits(),
                            many.saturated(),
                            parts.note(rows, written, few.credentials()))
                    .costing(many.flow().median(Sample::wallMicros), many.flow().median(Sample::cpuMicros)));
            figures.add(P99.of(
                    many.p99s(),
                    parts.p99s,
                    many.saturated(),
                    String.format(
                            Locale.ROOT,
                            "commit of the result to commit of the record, by PostgreSQL's commit time stamps; %.0f results/s"
                                    + " in requests 50 ms apart; medians: %.1f ms, parts alone %.1f ms",
                            many.perSecond() / 2,
                            Statistics.median(many.medians()),
                            Statistics.median(parts.medians))));
            grow(figures, few, FEW, many, MANY);
            if (longer) {
                fill(VERY_MANY);
                grow(figures, many, MANY, level(many.perSecond(), () -> {}), VERY_MANY);
            }
            return figures;
        }

        private Sample some(int many) throws NotMeasurable, InterruptedException {
            try {
                return flow.run(cohort.enrol(many));
            } catch (SQLException e) {
                throw new NotMeasurable(e);
            }
        }

        private void grow(List<Figure> figures, Level before, int heldBefore, Level after, int held) {
            String note =
                    "really held: %,d and %,d; the two cannot take turns; credentials of the past are copies of a real one's rows in every service's tables"
                            .formatted(after.held(), before.held());
            figures.add(
                    cost(held, heldBefore).of(after.flow(), before.flow(), Sample::cpuMicros, after.saturated(), note));
            figures.add(latency(held, heldBefore).of(after.medians(), before.medians(), after.saturated(), note));
        }

        private void fill(int wanted) throws SQLException {
            long missing = wanted - cohort.held();
            if (missing > 0) {
                cohort.hold((int) missing);
            }
        }

        /** Five rounds at full speed and at half of it, in turns with others. */
        private Level level(double expected, Other others) throws NotMeasurable, InterruptedException, SQLException {
            List<Sample> samples = new ArrayList<>();
            List<Double> medians = new ArrayList<>();
            List<Double> p99s = new ArrayList<>();
            long held = cohort.held();
            long credentials = 0;
            boolean saturated = true;
            double rate = expected;
            for (int round = 0; round < ROUNDS; round++) {
                List<UUID> full = cohort.enrol((int) Math.clamp(rate * SECONDS, 500, MOST_IN_A_ROUND));
                ProcStat.Ticks before = Machine.now();
                Sample sample = flow.run(full);
                saturated &= Machine.saturatedSince(before);
                samples.add(sample);
                rate = new Series(samples).median(Sample::perSecond);
                List<UUID> half = cohort.enrol((int) Math.max(200, rate / 2 * SECONDS));
                List<Double> latencies = flow.latencies(half, rate / 2);
                credentials += full.size() + half.size();
                medians.add(Statistics.median(latencies));
                p99s.add(Statistics.percentile(latencies, 99));
                others.round();
            }
            return new Level(held, credentials, new Series(samples), medians, p99s, saturated, rate);
        }

        /** What takes turns with the flow. */
        private interface Other {
            void round() throws InterruptedException, SQLException;
        }

        /** Each part of the flow alone, a round at a time. */
        private final class Parts {

            private final Templated templated;
            private final InsertPart insert;
            private final KafkaPart kafka;
            private final Chain chain;
            private final List<Sample> inserts = new ArrayList<>();
            private final List<Sample> hops = new ArrayList<>();
            private final List<Sample> issues = new ArrayList<>();
            private final List<Double> medians = new ArrayList<>();
            private final List<Double> p99s = new ArrayList<>();
            private final int narrow;

            Parts(Templated templated, int narrow, String document) throws SQLException, InterruptedException {
                this.templated = templated;
                this.narrow = narrow;
                insert = new InsertPart(campus.stack(), narrow, document);
                kafka = new KafkaPart(campus.stack(), RESULT_FACT, CREDENTIAL_FACT + document.length(), RECORD_FACT);
                chain = new Chain(campus.stack(), kafka, document);
                measure();
                inserts.clear();
                hops.clear();
                issues.clear();
                chain.latencies(PART_SECONDS);
            }

            void round() throws InterruptedException, SQLException {
                measure();
                List<Double> latencies = chain.latencies(2 * PART_SECONDS);
                medians.add(Statistics.median(latencies));
                p99s.add(Statistics.percentile(latencies, 99));
            }

            private void measure() throws InterruptedException {
                inserts.add(insert.run(PART_SECONDS));
                hops.add(kafka.run(10_000));
                long until = System.nanoTime() + (long) (PART_SECONDS * 1e9);
                long began = System.nanoTime();
                long issued = Parallel.sum(() -> {
                    long done = 0;
                    for (; System.nanoTime() < until; done++) {
                        templated.issue(templated.values().get((int)
                                (done % templated.values().size())));
                    }
                    return done;
                });
                issues.add(new Sample(issued, (System.nanoTime() - began) / 1e9, 0));
            }

            /** Credentials per second if nothing had to be done but the parts, one after the other. */
            List<Double> limits() {
                List<Double> limits = new ArrayList<>();
                for (int i = 0; i < inserts.size(); i++) {
                    limits.add(1e6
                            / (inserts.get(i).wallMicros()
                                    + hops.get(i).wallMicros()
                                    + issues.get(i).wallMicros()));
                }
                return limits;
            }

            String note(double rows, Written written, long credentials) {
                return String.format(
                        Locale.ROOT,
                        "per credential the flow inserts %.1f rows (and updates %.1f, deletes %.1f, which the limit leaves"
                                + " out) and sends 3 records; the parts alone, on all processors: %d rows with the"
                                + " document and %d without %.0f µs, 3 records through Kafka %.0f µs, template issue"
                                + " %.0f µs; enrolments are copies of a real one's rows",
                        rows,
                        (double) written.updated() / credentials,
                        (double) written.deleted() / credentials,
                        InsertPart.WITH_DOCUMENT,
                        narrow,
                        new Series(inserts).median(Sample::wallMicros),
                        new Series(hops).median(Sample::wallMicros),
                        new Series(issues).median(Sample::wallMicros));
            }
        }
    }
}
