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
    private static final Duration WARMING = Duration.ofSeconds(25);
    private static final int WARM_UP = 4_000;
    private static final int WARM_UP_SMALL = 600;
    private static final int FEW_IN_A_REQUEST = 4;
    private static final double SECONDS = 3;
    private static final double LATENCY_SECONDS = 2;
    private static final int MOST_IN_A_ROUND = 20_000;

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
            Paced paced,
            boolean saturated,
            double perSecond) {}

    /** Median latencies at a pace, in results a second. */
    private record Paced(double perSecond, List<Double> medians) {}

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

    /** What takes turns with the flow. */
    @FunctionalInterface
    interface Other {
        void round() throws InterruptedException, SQLException;
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
            Level few = level(expected, 0, () -> {});
            Written written = Written.now(campus.stack()).since(before);
            double rows = (double) written.inserted() / few.credentials() - Cohort.ROWS_OF_AN_ENROLMENT;
            int narrow = (int) Math.max(0, Math.round(rows - InsertPart.WITH_DOCUMENT));

            Templated templated = Templated.prepare();
            String document = new String(templated.issue(templated.values().getFirst()), StandardCharsets.UTF_8);
            fill(MANY);
            Parts parts = new Parts(campus.stack(), templated, narrow, document);
            Level many;
            try {
                many = level(few.perSecond(), few.paced().perSecond(), parts::round);
            } finally {
                parts.close();
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
                    parts.p99s(),
                    many.saturated(),
                    String.format(
                            Locale.ROOT,
                            "commit of the result to commit of the record, by PostgreSQL's commit time stamps; %.0f results/s"
                                    + " in requests 50 ms apart; medians: %.1f ms, parts alone %.1f ms",
                            many.perSecond() / 2,
                            Statistics.median(many.medians()),
                            Statistics.median(parts.medians()))));
            grow(figures, few, FEW, many, MANY);
            if (longer) {
                fill(VERY_MANY);
                grow(figures, many, MANY, level(many.perSecond(), few.paced().perSecond(), () -> {}), VERY_MANY);
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
            figures.add(latency(held, heldBefore)
                    .of(
                            after.paced().medians(),
                            before.paced().medians(),
                            after.saturated(),
                            "%s; both at %.0f results/s"
                                    .formatted(note, before.paced().perSecond())));
        }

        private void fill(int wanted) throws SQLException {
            long missing = wanted - cohort.held();
            if (missing > 0) {
                cohort.hold((int) missing);
            }
        }

        /**
         * Five rounds at full speed, at half of it and at a pace, in turns with others.
         *
         * @param pace in results a second; 0 for half of what the first round gives
         */
        private Level level(double expected, double pace, Other others)
                throws NotMeasurable, InterruptedException, SQLException {
            List<Sample> samples = new ArrayList<>();
            List<Double> medians = new ArrayList<>();
            List<Double> p99s = new ArrayList<>();
            long held = cohort.held();
            long credentials = 0;
            boolean saturated = true;
            double rate = expected;
            double paced = pace;
            List<Double> pacedMedians = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                List<UUID> full = cohort.enrol((int) Math.clamp(rate * SECONDS, 500, MOST_IN_A_ROUND));
                ProcStat.Ticks before = Machine.now();
                Sample sample = flow.run(full);
                saturated &= Machine.saturatedSince(before);
                samples.add(sample);
                rate = new Series(samples).median(Sample::perSecond);
                List<Double> latencies = latencies(rate / 2);
                medians.add(Statistics.median(latencies));
                p99s.add(Statistics.percentile(latencies, 99));
                paced = paced == 0 ? rate / 2 : paced;
                List<Double> atPace = latencies(paced);
                pacedMedians.add(Statistics.median(atPace));
                credentials += full.size() + latencies.size() + atPace.size();
                others.round();
            }
            return new Level(
                    held,
                    credentials,
                    new Series(samples),
                    medians,
                    p99s,
                    new Paced(paced, pacedMedians),
                    saturated,
                    rate);
        }

        private List<Double> latencies(double perSecond) throws NotMeasurable, InterruptedException, SQLException {
            return flow.latencies(cohort.enrol((int) Math.max(200, perSecond * LATENCY_SECONDS)), perSecond);
        }
    }
}
