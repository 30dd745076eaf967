package org.testamur.catalog.microcredential;

import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.PlainText;

/** Reads the filter of a search for micro-credentials; use as a {@code @BeanParam}. */
public class MicroCredentialFilter {

    private static final int LONGEST = 200;

    @QueryParam("q")
    @Parameter(
            description = "Stands in the title, the description or an outcome; case does not matter.",
            example = "food")
    @Nullable
    String q;

    @QueryParam("language")
    @Parameter(description = "BCP 47 tag; en finds en-GB too.", example = "en")
    @Nullable
    String language;

    @QueryParam("awardType")
    @Parameter(
            description = "An achievement type of Open Badges 3.0.",
            example = "License",
            schema = @Schema(implementation = AwardType.class))
    @Nullable
    String awardType;

    @QueryParam("state")
    @Parameter(
            description = "Only in this state. Of drafts and of what is retired, the public list shows none.",
            example = "published",
            schema = @Schema(enumeration = {"draft", "published", "closed", "retired"}))
    @Nullable
    String state;

    /** What is asked for, once it is known to make sense. */
    record Wanted(
            Optional<String> institution,
            Optional<String> text,
            Optional<String> language,
            Optional<AwardType> awardType,
            Optional<State> state) {}

    Wanted wanted() {
        return wanted(null);
    }

    final Wanted wanted(@Nullable String institution) {
        List<Fault> faults = new ArrayList<>();
        Wanted wanted = new Wanted(
                text("institution", institution, faults),
                text("q", q, faults).map(text -> text.toLowerCase(Locale.ROOT)),
                text("language", language, faults),
                one("awardType", awardType, List.of(AwardType.values()), AwardType::name, faults),
                one("state", state, List.of(State.values()), State::text, faults));
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        return wanted;
    }

    private static Optional<String> text(String name, @Nullable String value, List<Fault> faults) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        if (value.length() > LONGEST) {
            faults.add(new Fault("query:" + name, "must have at most " + LONGEST + " characters"));
        }
        PlainText.fault(value).ifPresent(fault -> faults.add(new Fault("query:" + name, fault)));
        return Optional.of(value.strip());
    }

    private static <E extends Enum<E>> Optional<E> one(
            String name, @Nullable String value, List<E> all, Function<E, String> text, List<Fault> faults) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        Optional<E> found =
                all.stream().filter(each -> text.apply(each).equals(value)).findFirst();
        if (found.isEmpty()) {
            faults.add(new Fault(
                    "query:" + name, all.stream().map(text).collect(Collectors.joining(", ", "must be one of ", ""))));
        }
        return found;
    }
}
