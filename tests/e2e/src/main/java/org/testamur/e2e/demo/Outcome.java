package org.testamur.e2e.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a story leaves to its reader.
 *
 * @param summary as {@code docs/demo.schema.json} describes it
 * @param headline one line for people
 * @param links pages to open, by title
 */
public record Outcome(ObjectNode summary, String headline, Map<String, String> links) {

    String farewell(Path folder) {
        StringBuilder text = new StringBuilder("%n%s%n%nTo open:%n".formatted(headline));
        links.forEach((title, url) -> text.append("  %-34s %s%n".formatted(title, url)));
        return text.append("""

                        What was issued, for any verifier: %s
                        Every request and answer: ./testamur demo --verbose. Your own badge: docs/quickstart.md.
                        The stack stays up; ./testamur down ends it.""".formatted(folder)).toString();
    }
}
