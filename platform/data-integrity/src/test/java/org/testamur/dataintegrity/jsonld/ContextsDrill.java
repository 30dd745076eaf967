package org.testamur.dataintegrity.jsonld;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The long form of {@link HostileContextsTest}; {@code -Dtestamur.documents} says how many documents of each shape. */
class ContextsDrill {
    private static final int DOCUMENTS = Integer.getInteger("testamur.documents", 500);

    static Stream<String> shapes() {
        return HostileContexts.shapes().stream();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void anyContextIsProcessedOrRefusedWithinASecond(String shape) {
        for (int number = 0; number < DOCUMENTS; number++) {
            HostileContextsTest.endsInTime(shape, number);
        }
    }
}
