package org.testamur.assessment.result;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.testamur.assessment.reference.Login;
import org.testamur.assessment.reference.Marks;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.rest.DisplayText;

/** Checks every rule of results that needs no database. */
public final class ResultPolicy {

    static final int MOST_EVIDENCE = 20;
    static final int LONGEST_URL = 2_048;
    static final int LONGEST_NAME = 200;
    static final int LONGEST_DESCRIPTION = 2_000;
    private static final int DECIMALS = 2;
    /** What the column holds. */
    private static final BigDecimal BEYOND_ALL_SCORES = BigDecimal.TEN.pow(10);

    private ResultPolicy() {}

    /** A score that reaches the pass mark passes. */
    static Outcome outcome(BigDecimal score, Marks marks) {
        return score.compareTo(marks.passMark()) >= 0 ? Outcome.PASSED : Outcome.FAILED;
    }

    /**
     * Returns whether the caller's log-in is one of the learner's. Nobody may record a result on their own enrolment.
     */
    static boolean isOwn(Login caller, Set<Login> learner) {
        return learner.contains(caller);
    }

    /** Whether a revision turned out to be the learner's own work: accounts may be linked after it was made. */
    static boolean isOwnWork(String recordedBy, Set<Login> learner) {
        return learner.stream().anyMatch(login -> recordedBy.equals(login.issuer() + "#" + login.subject()));
    }

    /** What a finding changes: a repetition changes nothing, unless the result was withdrawn meanwhile. */
    static boolean repeats(Finding finding, Finding present, Outcome presentOutcome) {
        return presentOutcome != Outcome.WITHDRAWN && finding.equals(present);
    }

    /**
     * All that is wrong with a claim.
     *
     * @param enrolledOn the civil date of the enrolment, and {@code today} the present one, in the institution's zone
     */
    static List<Fault> faults(ResultClaim claim, Marks marks, LocalDate enrolledOn, LocalDate today) {
        List<Fault> faults = new ArrayList<>();
        scoreFault(claim.score(), marks).ifPresent(detail -> faults.add(new Fault("/score", detail)));
        faults.addAll(evidenceFaults(claim.evidence()));
        dateFault(claim.assessedOn(), enrolledOn, today)
                .ifPresent(detail -> faults.add(new Fault("/assessedOn", detail)));
        return faults;
    }

    /** Returns the faults of a claim that do not depend on the enrolment, its marks and the day. */
    public static List<Fault> formFaults(ResultClaim claim) {
        List<Fault> faults = new ArrayList<>();
        formFault(claim.score()).ifPresent(detail -> faults.add(new Fault("/score", detail)));
        faults.addAll(evidenceFaults(claim.evidence()));
        if (claim.assessedOn() == null) {
            faults.add(new Fault("/assessedOn", "must be given"));
        }
        return faults;
    }

    private static Optional<String> formFault(@Nullable BigDecimal score) {
        if (score == null) {
            return Optional.of("must be given");
        }
        if (score.signum() < 0) {
            return Optional.of("must not be below 0");
        }
        if (score.compareTo(BEYOND_ALL_SCORES) >= 0) {
            return Optional.of("is above every maximum score");
        }
        return decimalsFault(score);
    }

    private static Optional<String> decimalsFault(BigDecimal score) {
        return score.stripTrailingZeros().scale() > DECIMALS
                ? Optional.of("must have at most " + DECIMALS + " decimals")
                : Optional.empty();
    }

    /** The finding of a claim without faults. */
    static Finding finding(ResultClaim claim) {
        List<Evidence> evidence = Objects.requireNonNullElse(claim.evidence(), List.<@Nullable Evidence>of()).stream()
                .map(Objects::requireNonNull)
                .toList();
        return new Finding(Objects.requireNonNull(claim.score()), evidence, Objects.requireNonNull(claim.assessedOn()));
    }

    private static Optional<String> scoreFault(@Nullable BigDecimal score, Marks marks) {
        if (score == null) {
            return Optional.of("must be given");
        }
        if (score.signum() < 0 || score.compareTo(marks.maximumScore()) > 0) {
            return Optional.of(
                    "must be from 0 to " + Finding.plain(marks.maximumScore()).toPlainString());
        }
        return decimalsFault(score);
    }

    private static Optional<String> dateFault(@Nullable LocalDate date, LocalDate enrolledOn, LocalDate today) {
        if (date == null) {
            return Optional.of("must be given");
        }
        if (date.isAfter(today)) {
            return Optional.of("must not be in the future: it is " + today + " at the institution");
        }
        if (date.isBefore(enrolledOn)) {
            return Optional.of("must not be before the enrolment on " + enrolledOn);
        }
        return Optional.empty();
    }

    /** All that is wrong with links to evidence, each under {@code /evidence}. */
    public static List<Fault> evidenceFaults(@Nullable List<@Nullable Evidence> evidence) {
        if (evidence == null) {
            return List.of();
        }
        if (evidence.size() > MOST_EVIDENCE) {
            return List.of(new Fault("/evidence", "must hold at most " + MOST_EVIDENCE + " links"));
        }
        List<Fault> faults = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < evidence.size(); i++) {
            String at = "/evidence/" + i;
            Evidence link = evidence.get(i);
            if (link == null) {
                faults.add(new Fault(at, "must be an object"));
                continue;
            }
            String url = link.url();
            urlFault(url).ifPresent(detail -> faults.add(new Fault(at + "/url", detail)));
            if (url != null && !seen.add(url)) {
                faults.add(new Fault(at + "/url", "is given twice"));
            }
            textFault(link.name(), LONGEST_NAME, DisplayText::faultOfText)
                    .ifPresent(detail -> faults.add(new Fault(at + "/name", detail)));
            textFault(link.description(), LONGEST_DESCRIPTION, DisplayText::faultOfText)
                    .ifPresent(detail -> faults.add(new Fault(at + "/description", detail)));
        }
        return faults;
    }

    /** Only what any reader of a credential takes for the same https address is one. */
    static Optional<String> urlFault(@Nullable String url) {
        if (url == null || url.isEmpty()) {
            return Optional.of("must be given");
        }
        if (url.length() > LONGEST_URL) {
            return Optional.of("must have at most " + LONGEST_URL + " characters");
        }
        if (!url.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return Optional.of("must be ASCII without spaces: percent-encode other characters");
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.of("is no URL: " + e.getReason());
        }
        if (!"https".equalsIgnoreCase(uri.getScheme())) {
            return Optional.of("must begin with https://");
        }
        String authority = uri.getRawAuthority();
        if (authority != null && authority.indexOf('@') >= 0) {
            return Optional.of("must hold no user name or password");
        }
        if (uri.getHost() == null) {
            return Optional.of("must name a host");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535 || authority == null || authority.endsWith(":")) {
            return Optional.of("must name a port from 1 to 65535 or none");
        }
        return Optional.empty();
    }

    private static Optional<String> textFault(
            @Nullable String text, int longest, Function<String, Optional<String>> shown) {
        if (text == null) {
            return Optional.empty();
        }
        if (text.isBlank()) {
            return Optional.of("must not be blank: leave it out");
        }
        return text.codePointCount(0, text.length()) > longest
                ? Optional.of("must have at most " + longest + " characters")
                : shown.apply(text);
    }
}
