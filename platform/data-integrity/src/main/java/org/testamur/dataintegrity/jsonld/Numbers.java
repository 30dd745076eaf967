package org.testamur.dataintegrity.jsonld;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Writes numbers in the XML Schema form that JSON-LD requires. */
final class Numbers {
    static final String XSD = "http://www.w3.org/2001/XMLSchema#";
    static final String XSD_INTEGER = XSD + "integer";
    static final String XSD_DOUBLE = XSD + "double";

    private static final MathContext SIXTEEN_DIGITS = new MathContext(16, RoundingMode.HALF_UP);

    private Numbers() {}

    /** The canonical lexical form with 16 significant digits (JSON-LD 1.1 API, section 8.6). */
    static String canonicalDouble(double value) {
        if (value == 0) {
            return "0.0E0";
        }
        BigDecimal rounded = new BigDecimal(value).round(SIXTEEN_DIGITS).stripTrailingZeros();
        String digits = rounded.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - rounded.scale();
        return (value < 0 ? "-" : "")
                + digits.charAt(0)
                + "."
                + (digits.length() == 1 ? "0" : digits.substring(1))
                + "E"
                + exponent;
    }

    /** JavaScript writes some fractions without a point, and jsonld.js knows fractions by their point. */
    static boolean isFractionToEveryReader(double fraction) {
        return JsonCanonicalization.number(fraction).indexOf('.') >= 0;
    }

    /** Whether a text is already the canonical form, so that it stays the same whether or not it is read as a number. */
    static boolean isCanonicalDouble(String text) {
        try {
            return text.equals(canonicalDouble(Double.parseDouble(text)));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
