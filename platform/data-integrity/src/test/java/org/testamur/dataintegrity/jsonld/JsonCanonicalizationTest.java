package org.testamur.dataintegrity.jsonld;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testamur.dataintegrity.proof.Vectors;

class JsonCanonicalizationTest {

    /** RFC 8785, appendix B, and what Node writes for others. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2",
        "3e7ad7f29abcaf48, 1e-7",
        "3ff8000000000000, 1.5",
        "0000000000000002, 1e-323",
        "0000000000000003, 1.5e-323"
    })
    void numbersAreWrittenAsEcmaScriptHasThem(String bits, String written) {
        assertThat(JsonCanonicalization.number(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16))))
                .isEqualTo(written);
    }

    @Property(tries = 2_000)
    void numbersReadBack(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value)) {
            String written = JsonCanonicalization.number(value);
            assertThat(Double.parseDouble(written)).isEqualTo(value == 0 ? 0.0 : value);
            assertThat(written).matches("-?(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?(e[+-][1-9][0-9]*)?");
        }
    }

    @Test
    void membersAreSortedByUtf16UnitAndTextsEscapedShortly() throws Exception {
        assertThat(JsonCanonicalization.write(Vectors.JSON.readTree("""
            {"\\ufb33": "Hebrew", "\\ud83d\\ude00": "smile", "\\u20ac": "Euro", "\\r": "return", "1": [1.0, true, null, {}, []],
             "\\u0080": "\\u0001\\u001f\\b\\t\\n\\f\\r\\"\\\\/\\u007f\\u2028"}
            """)))
                .isEqualTo(
                        "{\"\\r"
                                + "\":\"return\",\"1\":[1,true,null,{},[]],\"\u0080\":\"\\u0001\\u001f\\b\\t\\n"
                                + "\\f\\r"
                                + "\\\"\\\\/\u007f\u2028\",\"\u20ac\":\"Euro\",\"\ud83d\ude00\":\"smile\",\"\ufb33\":\"Hebrew\"}");
    }
}
