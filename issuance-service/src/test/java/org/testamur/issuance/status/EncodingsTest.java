package org.testamur.issuance.status;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "br, gzip;q=0.5", "gzip;q=1.0, identity", "*", "x-gzip", "deflate,gzip"})
    void readersThatUnpackGzip(String accepted) {
        assertTrue(Encodings.acceptsGzip(accepted));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "br", "gzip;q=0", "gzip;q=0.0, *", "*;q=0", "gzippy"})
    void readersThatDoNot(String accepted) {
        assertFalse(Encodings.acceptsGzip(accepted));
    }

    @Test
    void whoSaysNothingGetsTheTextItself() {
        assertFalse(Encodings.acceptsGzip(null));
    }
}
