package org.testamur.platform.tenancy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Decides what the texts of a token grant, by the settings of the identity provider's shape. Nothing is granted that a
 * pattern or a meaning does not say: a text that is neither is left out.
 */
final class ClaimsPolicy {

    /** Roles that belong to no institution. */
    static final Set<String> PLATFORM_ROLES = Set.of("operator", "learner");

    private static final Pattern PLACE = Pattern.compile("\\{([^}]*)}");
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /**
     * What may stand in each place. A slug may have a hyphen and a pattern one between its places, so only roles that there
     * are tell where a slug ends; and a text of any length is read in a time that grows with its length alone.
     */
    private static final Map<String, String> IN_PLACES = Map.of(
            "institution",
            SLUG.pattern(),
            "employer",
            "[^/]+?",
            "role",
            Arrays.stream(StaffRole.values()).map(StaffRole::text).collect(Collectors.joining("|")));

    private final List<Shape> shapes;
    private final Map<String, ? extends List<String>> meanings;

    /** One pattern, as a regular expression with the names of what stands in it. */
    private record Shape(Pattern pattern, Set<String> places) {

        static Shape of(String text) {
            StringBuilder expression = new StringBuilder();
            Set<String> places = new TreeSet<>();
            Matcher place = PLACE.matcher(text);
            int end = 0;
            while (place.find()) {
                String name = place.group(1);
                String expected = IN_PLACES.get(name);
                if (expected == null) {
                    throw new IllegalArgumentException(
                            "{" + name + "} is none of {institution}, {employer} and {role}");
                }
                if (!places.add(name)) {
                    throw new IllegalArgumentException("{" + name + "} stands twice");
                }
                expression
                        .append(Pattern.quote(text.substring(end, place.start())))
                        .append("(?<")
                        .append(name)
                        .append(">")
                        .append(expected)
                        .append(")");
                end = place.end();
            }
            expression.append(Pattern.quote(text.substring(end)));
            if (!places.equals(Set.of("employer"))
                    && !places.equals(Set.of("role"))
                    && !places.equals(Set.of("institution", "role"))) {
                throw new IllegalArgumentException(
                        "it has neither {employer} alone nor {role}, with {institution} or without");
            }
            return new Shape(Pattern.compile(expression.toString()), Set.copyOf(places));
        }
    }

    /**
     * What a token grants by itself.
     *
     * @param platformRoles {@code operator} and {@code learner}
     */
    record Grants(
            SortedMap<String, SortedSet<String>> rolesByInstitution,
            SortedSet<String> employers,
            Set<String> platformRoles) {}

    /**
     * Reads patterns and meanings.
     *
     * @throws IllegalArgumentException with a pattern that cannot be meant, which it names
     */
    ClaimsPolicy(List<String> patterns, Map<String, ? extends List<String>> meanings) {
        List<Shape> read = new ArrayList<>();
        for (String pattern : patterns) {
            try {
                read.add(Shape.of(pattern.strip()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("of " + pattern + ": " + e.getMessage(), e);
            }
        }
        this.shapes = List.copyOf(read);
        this.meanings = Map.copyOf(meanings);
    }

    /** Whether a pattern has a role and no institution. */
    boolean needsInstitutions() {
        return shapes.stream().anyMatch(shape -> shape.places().equals(Set.of("role")));
    }

    /**
     * What the texts grant.
     *
     * @param texts of the claims for memberships
     * @param institutions of the claim that names institutions; roles that come without one count at each of them
     */
    Grants grants(Collection<String> texts, Collection<String> institutions) {
        SortedSet<String> at = new TreeSet<>();
        for (String text : institutions) {
            meant(text).stream().filter(slug -> SLUG.matcher(slug).matches()).forEach(at::add);
        }
        Grants grants = new Grants(new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
        for (String text : texts) {
            boolean configured = meanings.containsKey(text);
            for (String meant : meant(text)) {
                if (configured && PLATFORM_ROLES.contains(meant)) {
                    grants.platformRoles().add(meant);
                } else {
                    grant(grants, meant, at);
                }
            }
        }
        return grants;
    }

    private List<String> meant(String text) {
        List<String> meant = meanings.get(text);
        return meant == null ? List.of(text) : meant;
    }

    private void grant(Grants grants, String text, SortedSet<String> at) {
        for (Shape shape : shapes) {
            Matcher matcher = shape.pattern().matcher(text);
            if (!matcher.matches()) {
                continue;
            }
            if (shape.places().contains("employer")) {
                grants.employers().add(matcher.group("employer"));
                continue;
            }
            String role = matcher.group("role");
            Collection<String> where =
                    shape.places().contains("institution") ? List.of(matcher.group("institution")) : at;
            where.forEach(slug -> grants.rolesByInstitution()
                    .computeIfAbsent(slug, none -> new TreeSet<>())
                    .add(role));
        }
    }
}
