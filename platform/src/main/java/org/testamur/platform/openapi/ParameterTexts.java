package org.testamur.platform.openapi;

import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Describes parameters that mean the same wherever they stand, by their names; any other says itself what it is. */
final class ParameterTexts {

    private static final Map<String, String> IN_PATHS = Map.of(
            "id", "Its id, as it stands in the answer that made it and in lists.",
            "slug", "The short name in its address.",
            "consumer", "The name of the consumer, as the list of consumers has it.",
            "key", "The key of the record.",
            "topic", "The name of the topic.",
            "number", "Its number, from 1.",
            "n", "Its number, from 1.");

    private static final Map<String, String> IN_QUERIES = Map.of(
            "state", "Only those in this state.",
            "outcome", "Only those with this outcome.",
            "consumer", "Only those of this consumer.",
            "key", "Only those with this key.");

    private ParameterTexts() {}

    static void add(Operation operation) {
        if (operation.getParameters() == null) {
            return;
        }
        for (Parameter parameter : operation.getParameters()) {
            if (parameter.getDescription() == null || parameter.getDescription().isBlank()) {
                parameter.setDescription(of(parameter));
            }
        }
    }

    private static @Nullable String of(Parameter parameter) {
        String name = String.valueOf(parameter.getName());
        if (parameter.getIn() == Parameter.In.PATH) {
            return name.endsWith("Id") ? "The id of the " + words(name) + "." : IN_PATHS.get(name);
        }
        if (parameter.getIn() == Parameter.In.QUERY) {
            return name.endsWith("Id") ? "Only those of this " + words(name) + "." : IN_QUERIES.get(name);
        }
        return null;
    }

    /** Says {@code learnerId} as learner, {@code microCredentialId} as micro-credential. */
    private static String words(String name) {
        return name.substring(0, name.length() - "Id".length())
                .replaceAll("([A-Z])", " $1")
                .toLowerCase(Locale.ROOT)
                .replace("micro credential", "micro-credential");
    }
}
