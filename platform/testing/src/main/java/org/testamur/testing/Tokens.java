package org.testamur.testing;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Bearer tokens as the identity provider would make them, signed by a key that {@link Identity} tells the application.
 * Each call gives a new value: {@code Tokens.of("asha").institution("northfield", "assessor").sign()}.
 */
public record Tokens(
        String subject,
        String issuer,
        String audience,
        Duration lifetime,
        List<String> groups,
        List<String> realmRoles,
        Map<String, Object> claims) {

    public static final String ISSUER = "https://identity.test/realms/testamur";

    private static final String KEYS = "org.testamur.testing.token-keys";

    /** A token of a person without any membership; its subject is the name. */
    public static Tokens of(String subject) {
        return new Tokens(subject, ISSUER, "testamur", Duration.ofMinutes(10), List.of(), List.of(), Map.of());
    }

    /** A learner with a verified e-mail address. */
    public static Tokens learner(String subject) {
        return of(subject)
                .realmRole("learner")
                .claim("name", subject)
                .claim("email", subject + "@example.org")
                .claim("email_verified", true);
    }

    public static Tokens operator() {
        return of("olivia").realmRole("operator");
    }

    public Tokens institution(String slug, String... roles) {
        List<String> more = new ArrayList<>(groups);
        for (String role : roles) {
            more.add("/institutions/" + slug + "/" + role);
        }
        return new Tokens(subject, issuer, audience, lifetime, List.copyOf(more), realmRoles, claims);
    }

    public Tokens employer(String slug) {
        List<String> more = new ArrayList<>(groups);
        more.add("/employers/" + slug);
        return new Tokens(subject, issuer, audience, lifetime, List.copyOf(more), realmRoles, claims);
    }

    public Tokens realmRole(String role) {
        List<String> more = new ArrayList<>(realmRoles);
        more.add(role);
        return new Tokens(subject, issuer, audience, lifetime, groups, List.copyOf(more), claims);
    }

    public Tokens claim(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(claims);
        more.put(name, value);
        return new Tokens(subject, issuer, audience, lifetime, groups, realmRoles, Map.copyOf(more));
    }

    public Tokens audience(String other) {
        return new Tokens(subject, issuer, other, lifetime, groups, realmRoles, claims);
    }

    public Tokens issuer(String other) {
        return new Tokens(subject, other, audience, lifetime, groups, realmRoles, claims);
    }

    /** A negative lifetime makes a token that has expired. */
    public Tokens lifetime(Duration other) {
        return new Tokens(subject, issuer, audience, other, groups, realmRoles, claims);
    }

    public String sign() {
        return builder().jws().keyId("test").sign(privateKey());
    }

    /** Signed by a key that nobody knows. */
    public String signedByStranger() {
        return builder().jws().keyId("test").sign(generate().getPrivate());
    }

    /** Of nobody: without a subject. */
    public String signWithoutSubject() {
        return builder().remove("sub").jws().keyId("test").sign(privateKey());
    }

    private JwtClaimsBuilder builder() {
        Instant now = Instant.now(java.time.Clock.systemUTC());
        JwtClaimsBuilder builder = Jwt.claims(claims)
                .issuer(issuer)
                .subject(subject)
                .audience(audience)
                .issuedAt(now.minusSeconds(3600))
                .expiresAt(now.plus(lifetime))
                .groups(Set.copyOf(groups))
                .claim("realm_access", Map.of("roles", realmRoles));
        return builder;
    }

    /** PEM, for the application's configuration. */
    static String publicKey() {
        return keys()[0];
    }

    private static PrivateKey privateKey() {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(keys()[1])));
        } catch (NoSuchAlgorithmException | InvalidKeySpecException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kept as text in a system property, because each application loads this class anew. */
    private static String[] keys() {
        var properties = System.getProperties();
        synchronized (properties) {
            String known = properties.getProperty(KEYS);
            if (known == null) {
                KeyPair pair = generate();
                known = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded())
                        + "\n"
                        + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
                properties.setProperty(KEYS, known);
            }
            return known.split("\n", -1);
        }
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
