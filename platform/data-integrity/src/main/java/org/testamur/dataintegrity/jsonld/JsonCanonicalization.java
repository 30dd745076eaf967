package org.testamur.dataintegrity.jsonld;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes JSON in its one form (RFC 8785, JSON Canonicalization Scheme); numbers as doubles are written in ECMAScript. */
final class JsonCanonicalization {
    private final StringBuilder out = new StringBuilder();

    private JsonCanonicalization() {}

    /** The text of a value that is well-formed, of bounded depth, and whose numbers are finite doubles. */
    static String write(JsonNode value) {
        JsonCanonicalization writer = new JsonCanonicalization();
        writer.value(value);
        return writer.out.toString();
    }

    private void value(JsonNode value) {
        if (value.isObject()) {
            object(value);
        } else if (value.isArray()) {
            out.append('[');
            String separator = "";
            for (JsonNode item : value) {
                out.append(separator);
                value(item);
                separator = ",";
            }
            out.append(']');
        } else if (value.isTextual()) {
            text(value.textValue());
        } else if (value.isNumber()) {
            out.append(number(value.doubleValue()));
        } else {
            out.append(value.asText());
        }
    }

    /** Members by UTF-16 unit, which is Java's order and not that of RDF. */
    private void object(JsonNode value) {
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(value.properties());
        members.sort(Map.Entry.comparingByKey());
        out.append('{');
        String separator = "";
        for (Map.Entry<String, JsonNode> member : members) {
            out.append(separator);
            text(member.getKey());
            out.append(':');
            value(member.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c < 0x20) {
                        out.append(c < 0x10 ? "\\u000" : "\\u00").append(Integer.toHexString(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** As ECMAScript's {@code Number::toString} has it: the fewest digits that read back, the nearest of those. */
    static String number(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        String sign = value < 0 ? "-" : "";
        if (point > 21 || point <= -6) {
            int exponent = point - 1;
            String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            return sign + digits.charAt(0) + fraction + (exponent < 0 ? "e-" : "e+") + Math.abs(exponent);
        }
        if (point <= 0) {
            return sign + "0." + "0".repeat(-point) + digits;
        }
        return point >= digits.length()
                ? sign + digits + "0".repeat(point - digits.length())
                : sign + digits.substring(0, point) + "." + digits.substring(point);
    }

    /** Without trailing zeros. Java writes two digits at least, where one may do. */
    static BigDecimal shortest(double positive) {
        BigDecimal javas = new BigDecimal(Double.toString(positive)).stripTrailingZeros();
        if (javas.precision() == 2) {
            BigDecimal unit = BigDecimal.ONE.scaleByPowerOfTen(1 - javas.scale());
            BigDecimal below = javas.divideToIntegralValue(unit).multiply(unit);
            BigDecimal above = below.add(unit);
            boolean belowReads = below.signum() > 0 && below.doubleValue() == positive;
            boolean aboveReads = above.doubleValue() == positive;
            BigDecimal exact = new BigDecimal(positive);
            if (belowReads && (!aboveReads || exact.subtract(below).compareTo(above.subtract(exact)) <= 0)) {
                return below.stripTrailingZeros();
            }
            if (aboveReads) {
                return above.stripTrailingZeros();
            }
        }
        return javas;
    }
}
