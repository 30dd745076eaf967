package org.testamur.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Tells the findings to people and programs. */
record Report(String address, Instant at, List<Finding> findings) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** 0 when all is well, 1 with warnings, 2 when something is wrong; what is only said for information is well. */
    int code() {
        return findings.stream()
                .mapToInt(finding -> switch (finding.severity()) {
                    case CRITICAL -> 2;
                    case WARNING -> 1;
                    case INFO -> 0;
                })
                .max()
                .orElse(0);
    }

    String verdict() {
        return List.of("well", "warnings", "wrong").get(code());
    }

    /** One line for the whole and one for each finding. */
    String text() {
        var said = findings.stream().map(finding -> finding.line() + "\n").collect(Collectors.joining());
        return "%s at %s: %s\n%s".formatted(address, at, sentence(), said);
    }

    private String sentence() {
        return switch (code()) {
            case 0 -> "all is well.";
            case 1 -> count(Severity.WARNING) + " to look at.";
            default -> count(Severity.CRITICAL) + " wrong, " + count(Severity.WARNING) + " to look at.";
        };
    }

    private long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    String json() {
        var document = JSON.createObjectNode();
        document.put("url", address);
        document.put("at", at.toString());
        document.put("verdict", verdict());
        var all = document.putArray("findings");
        for (var finding : findings) {
            all.addObject()
                    .put("severity", finding.severity().word())
                    .put("name", finding.name())
                    .put("meaning", finding.meaning())
                    .put("first", finding.first())
                    .put("page", finding.page());
        }
        return document.toPrettyString();
    }
}
