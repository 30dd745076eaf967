package org.testamur.issuance.key.backend;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Objects;
import org.testamur.dataintegrity.key.Signer;

/**
 * Measures the signatures of a backend: how long it was asked for, one or many at a time, and how many it gave.
 *
 * @param signer asked
 * @param time of each request, failed ones included
 * @param given signatures
 */
public record TimedSigner(Signer signer, Timer time, Counter given) implements Signer {

    public static TimedSigner of(Signer signer, String backend, MeterRegistry metrics) {
        return new TimedSigner(
                signer,
                Timer.builder("testamur.signing.requests")
                        .description("Asking a signing backend for signatures, one or many at a time")
                        .tag("backend", backend)
                        .publishPercentileHistogram()
                        .register(metrics),
                Counter.builder("testamur.signing.signatures")
                        .description("Signatures that a signing backend gave")
                        .tag("backend", backend)
                        .register(metrics));
    }

    @Override
    public byte[] sign(byte[] message) {
        byte[] signature = time.record(() -> signer.sign(message));
        given.increment();
        return Objects.requireNonNull(signature);
    }

    @Override
    public List<byte[]> signAll(List<byte[]> messages) {
        List<byte[]> signatures = Objects.requireNonNull(time.record(() -> signer.signAll(messages)));
        given.increment(signatures.size());
        return signatures;
    }
}
