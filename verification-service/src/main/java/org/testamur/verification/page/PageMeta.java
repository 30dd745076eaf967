package org.testamur.verification.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.qute.RawString;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.pages.PageLanguage;
import org.testamur.verification.check.VerificationView;

/**
 * Says what programs read of a page: previews (Open Graph) and search (schema.org). The holder's name is not among it:
 * others keep previews when the holder's consent has ended.
 *
 * @param structured schema.org as JSON-LD, ready to stand in HTML; null unless the credential is valid
 */
record PageMeta(
        String title,
        String description,
        String url,
        String site,
        String locale,
        @Nullable String image,
        @Nullable String imageText,
        @Nullable RawString structured) {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int LONGEST_DESCRIPTION = 300;
    private static final int LONGEST_OUTCOME = 200;
    private static final int MOST_OUTCOMES = 6;

    static PageMeta of(CredentialPage page, VerificationView.AchievementView achievement, PageLanguage language) {
        return new PageMeta(
                page.name() + " · " + page.view().issuer().name(),
                page.headline() + ". " + page.why().text(),
                page.addresses().page(),
                page.view().issuer().name(),
                locale(language),
                page.image(),
                achievement.imageAlternativeText(),
                page.yes() ? structured(page, achievement) : null);
    }

    /** As Open Graph wants it: with a territory. */
    private static String locale(PageLanguage language) {
        return switch (language) {
            case ENGLISH -> "en_GB";
            case GERMAN -> "de_DE";
            case SPANISH -> "es_ES";
            case ARABIC -> "ar_AR";
            case ESTONIAN -> "et_EE";
            case NORWEGIAN -> "nb_NO";
        };
    }

    private static RawString structured(CredentialPage page, VerificationView.AchievementView achievement) {
        VerificationView view = page.view();
        ObjectNode node = MAPPER.createObjectNode();
        node.put("@context", "https://schema.org");
        node.put("@type", "EducationalOccupationalCredential");
        node.put("name", page.name());
        put(node, "description", cut(achievement.description(), LONGEST_DESCRIPTION));
        node.put("url", page.addresses().page());
        node.put("identifier", view.credentialId().toString());
        put(node, "inLanguage", achievement.language());
        put(node, "image", page.image());
        put(
                node,
                "dateCreated",
                view.awardedOn() == null ? null : view.awardedOn().toString());
        put(node, "expires", view.expiresOn() == null ? null : view.expiresOn().toString());
        achievement.outcomes().stream()
                .limit(MOST_OUTCOMES)
                .forEach(outcome -> node.withArray("competencyRequired").add(cut(outcome, LONGEST_OUTCOME)));
        put(node, "educationalLevel", page.facts().level());
        ObjectNode publisher = node.putObject("publisher");
        publisher.put("@type", "EducationalOrganization");
        publisher.put("name", view.issuer().name());
        put(publisher, "url", view.issuer().url());
        try {
            // Text of others must not end the element that it stands in.
            return new RawString(MAPPER.writeValueAsString(node)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The page holds the whole; what programs show of it is short. */
    private static @Nullable String cut(@Nullable String text, int most) {
        return text == null || text.length() <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, most - 1))) + "…";
    }

    private static void put(ObjectNode node, String member, @Nullable String text) {
        if (text != null) {
            node.put(member, text);
        }
    }
}
