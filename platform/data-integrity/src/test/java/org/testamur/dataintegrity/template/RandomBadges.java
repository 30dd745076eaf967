package org.testamur.dataintegrity.template;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Open Badges of every shape that an issuer of ours could make and of some that it would not, the same for one seed. */
final class RandomBadges {
    private static final List<String> TEXTS = List.of(
            "Irrigation",
            "",
            " ",
            "quote\" back\\slash",
            "line\nfeed\r\ttab\b\f\u0001\u001F\u007F",
            "\u2028\u2029\u0085\uFEFF\uFFFE",
            "\uD83C\uDF93 Diplôme d’irrigation",
            "شهادة في الري \u202Eabc\u202C",
            "\uD835\uDD4F\uD800\uDF48 and \uFB01",
            "e\u0301\u0323",
            "<b>&amp;</b> %20 \\u0041 _:c14n0 \"@en .");

    private final Random random;
    private int made;

    RandomBadges(long seed) {
        this.random = new Random(seed);
    }

    int made() {
        return made;
    }

    ObjectNode next() {
        made++;
        String host = "https://" + pick("a", "localhost:8443", "zürich".replace("ü", "ue") + ".example", "x.edu");
        String achievement = host + "/catalog/micro-credentials/" + uuid() + "/versions/" + random.nextInt(9);
        ObjectNode badge = JsonNodeFactory.instance.objectNode();
        badge.putArray("@context")
                .add("https://www.w3.org/ns/credentials/v2")
                .add("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json");
        String url = chance() ? host + "/credentials/" + uuid() : "urn:uuid:" + uuid();
        badge.put("id", url);
        badge.putArray("type").add("VerifiableCredential").add("OpenBadgeCredential");
        badge.put("name", text());
        ObjectNode issuer = badge.putObject("issuer");
        issuer.put("id", chance() ? "did:web:x.edu:issuers:" + random.nextInt(5) : host + "/issuers/1");
        issuer.putArray("type").add("Profile");
        issuer.put("name", text());
        if (chance()) {
            issuer.put("url", host);
        }
        badge.put("validFrom", date());
        if (chance()) {
            badge.put("validUntil", date());
        }
        if (chance()) {
            badge.put("awardedDate", date());
        }
        badge.set("credentialSubject", subject(url, achievement));
        evidence(badge);
        status(badge, host);
        return badge;
    }

    private ObjectNode subject(String url, String achievement) {
        ObjectNode subject = JsonNodeFactory.instance.objectNode();
        subject.put("id", chance() ? "urn:uuid:" + uuid() : "did:key:z6Mk" + uuid());
        subject.putArray("type").add("AchievementSubject");
        int identifiers = random.nextInt(4);
        if (identifiers > 0) {
            ArrayNode all = subject.putArray("identifier");
            for (int i = 0; i < identifiers; i++) {
                ObjectNode one = all.addObject()
                        .put("type", "IdentityObject")
                        .put("identityType", chance() ? "emailAddress" : "name")
                        .put("hashed", chance())
                        .put("identityHash", "sha256$" + uuid() + text());
                if (chance()) {
                    one.put("salt", text());
                }
            }
        }
        if (chance()) {
            subject.put("activityEndDate", date());
        }
        if (chance()) {
            subject.put("creditsEarned", new BigDecimal(pick("7.5", "10", "0.25", "3.0")));
        }
        if (chance()) {
            subject.put("licenseNumber", text());
        }
        if (chance()) {
            subject.put("narrative", text());
        }
        subject.set("achievement", achievement(achievement));
        int results = random.nextInt(3);
        if (results > 0) {
            ArrayNode all = subject.putArray("result");
            for (int i = 0; i < results; i++) {
                ObjectNode result = all.addObject();
                if (chance()) {
                    result.put("id", url + "#result-" + i);
                }
                result.putArray("type").add("Result");
                result.put("resultDescription", achievement + "#result");
                result.put("value", i + text());
                if (chance()) {
                    result.put("achievedLevel", achievement + "#level-" + random.nextInt(3));
                }
            }
        }
        return subject;
    }

    private ObjectNode achievement(String id) {
        ObjectNode achievement = JsonNodeFactory.instance.objectNode();
        achievement.put("id", id);
        achievement.putArray("type").add("Achievement");
        achievement.put("name", text());
        achievement.put("description", text());
        achievement.put("achievementType", pick("MicroCredential", "License", "Badge", "Course"));
        ObjectNode criteria = achievement.putObject("criteria");
        if (chance()) {
            criteria.put("id", id + "#criteria");
        }
        criteria.put("narrative", text());
        if (chance()) {
            achievement.put("inLanguage", "en");
        }
        if (chance()) {
            achievement.put("creditsAvailable", 7.5);
        }
        if (chance()) {
            achievement.putArray("tag").add("water").add("ري");
        }
        if (chance()) {
            achievement.putObject("image").put("id", id + "/image").put("type", "Image");
        }
        int alignments = random.nextInt(3);
        if (alignments > 0) {
            ArrayNode all = achievement.putArray("alignment");
            for (int i = 0; i < alignments; i++) {
                ObjectNode alignment = all.addObject();
                if (chance()) {
                    alignment.put("id", id + "#alignment-" + i);
                }
                alignment.putArray("type").add("Alignment");
                alignment.put("targetName", text()).put("targetUrl", "http://data.europa.eu/esco/skill/" + i);
            }
        }
        ObjectNode description = achievement.putArray("resultDescription").addObject();
        description.put("id", id + "#result");
        description.putArray("type").add("ResultDescription");
        description.put("name", "Score").put("resultType", "RawScore").put("valueMax", "100");
        return achievement;
    }

    private void evidence(ObjectNode badge) {
        int items = Math.max(0, random.nextInt(5) - 1);
        if (items > 0) {
            ArrayNode all = badge.putArray("evidence");
            for (int i = 0; i < items; i++) {
                ObjectNode item = all.addObject();
                if (random.nextInt(4) > 0) {
                    item.put("id", "https://" + pick("a", "z") + ".example/evidence/" + uuid() + "?x=1&y=%20");
                }
                item.putArray("type").add("Evidence");
                item.put("name", i + text());
                if (chance()) {
                    item.put("description", text());
                }
                if (chance()) {
                    item.put("narrative", text());
                }
            }
        }
    }

    private void status(ObjectNode badge, String host) {
        int purposes = random.nextInt(4);
        if (purposes == 1) {
            badge.set("credentialStatus", entry(host, "revocation"));
        } else if (purposes > 1) {
            ArrayNode all = badge.putArray("credentialStatus");
            all.add(entry(host, "revocation"));
            all.add(entry(host, "suspension"));
            if (purposes == 3) {
                all.add(entry(host, "refresh"));
            }
        }
    }

    private ObjectNode entry(String host, String purpose) {
        String list = host + "/status-lists/" + uuid();
        String index = Integer.toString(random.nextInt(131_072));
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", list + "#" + index)
                .put("type", "BitstringStatusListEntry")
                .put("statusPurpose", purpose)
                .put("statusListIndex", index)
                .put("statusListCredential", list);
    }

    /** Values for slots: often alike, sometimes the same, always such as a template promises to serve. */
    String[] values(List<Slot> slots) {
        String common = "https://localhost:8443/credentials/" + uuid();
        String[] values = new String[slots.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (slots.get(i).kind()) {
                case IRI ->
                    pick(
                            common + "#" + i,
                            common + "/" + i,
                            "https://a.example/?" + i,
                            "https://z.example/" + i,
                            "did:web:a.example:" + i,
                            "urn:uuid:" + uuid());
                case TEXT -> text() + (chance() ? i : "");
                case DATE_TIME -> date();
                case INTEGER_TEXT -> Integer.toString(random.nextInt(131_072));
            };
        }
        return values;
    }

    private boolean chance() {
        return random.nextBoolean();
    }

    private String pick(String... options) {
        return options[random.nextInt(options.length)];
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private String date() {
        return "20%02d-%02d-%02dT%02d:%02d:%02d%s"
                .formatted(
                        random.nextInt(100),
                        1 + random.nextInt(12),
                        1 + random.nextInt(28),
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(60),
                        pick("Z", "+11:00", "-03:30", ".5Z"));
    }

    String text() {
        if (chance()) {
            return TEXTS.get(random.nextInt(TEXTS.size()));
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            int point = random.nextInt(chance() ? 0x180 : 0x110000);
            text.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? '\\' : point);
        }
        return text.toString();
    }
}
