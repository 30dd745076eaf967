package org.testamur.bench.flow;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.testamur.bench.figure.Sample;
import org.testamur.bench.figure.Series;
import org.testamur.bench.figure.Statistics;
import org.testamur.bench.row.Templated;
import org.testamur.bench.stack.OwnStack;

/** Each part of the flow alone, a round at a time. */
final class Parts implements AutoCloseable {

    private static final double PART_SECONDS = 1;
    /** Bytes of a result's fact, of a credential's beside its document, and of a verification record's. */
    private static final int RESULT_FACT = 600;

    private static final int CREDENTIAL_FACT = 900;
    private static final int RECORD_FACT = 300;

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

    Parts(OwnStack stack, Templated templated, int narrow, String document) throws SQLException, InterruptedException {
        this.templated = templated;
        this.narrow = narrow;
        insert = new InsertPart(stack, narrow, document);
        kafka = new KafkaPart(stack, RESULT_FACT, CREDENTIAL_FACT + document.length(), RECORD_FACT);
        chain = new Chain(stack, kafka, document);
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
                templated.issue(
                        templated.values().get((int) (done % templated.values().size())));
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

    List<Double> medians() {
        return medians;
    }

    List<Double> p99s() {
        return p99s;
    }

    @Override
    public void close() {
        kafka.close();
    }
}
