package org.testamur.verification.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.pages.CivilDates;
import org.testamur.verification.check.VerificationView;

/** Makes the links of a page, and reads those that people paste. */
final class PageLinks {

    private static final Pattern NUMBER = Pattern.compile(
            "(?<![0-9A-Za-z-])[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}(?![0-9A-Za-z-])");

    /** More than any link or number; the rest is not read. */
    private static final int MOST = 4000;

    private static final int LONGEST_FILE_NAME = 60;

    private PageLinks() {}

    /** The last number of a credential in a text, such as a link. */
    static Optional<UUID> number(String text) {
        Matcher matcher = NUMBER.matcher(text.length() > MOST ? text.substring(0, MOST) : text);
        UUID last = null;
        while (matcher.find()) {
            last = UUID.fromString(matcher.group());
        }
        return Optional.ofNullable(last);
    }

    /** An address that one may follow from a page: of the web, with a host, and nothing that runs. */
    static Optional<URI> web(@Nullable String address) {
        if (address == null) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(address);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return (scheme.equals("https") || scheme.equals("http"))
                            && uri.getHost() != null
                            && uri.getRawUserInfo() == null
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Opens a message that names the credential and its page (RFC 6068). */
    static String mail(String name, String pageUrl) {
        return "mailto:?subject=" + encoded(name) + "&body=" + encoded(pageUrl);
    }

    /** Opens the form by which holders add a certification to their profile. */
    static String linkedIn(VerificationView view, String name, String pageUrl, CivilDates dates) {
        StringBuilder link = new StringBuilder("https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME");
        link.append("&name=").append(encoded(name));
        link.append("&organizationName=").append(encoded(view.issuer().name()));
        if (view.awardedAt() != null) {
            ZonedDateTime at = view.awardedAt().atZone(dates.zone());
            link.append("&issueYear=")
                    .append(at.getYear())
                    .append("&issueMonth=")
                    .append(at.getMonthValue());
        }
        if (view.validUntil() != null) {
            ZonedDateTime at = view.validUntil().atZone(dates.zone());
            link.append("&expirationYear=").append(at.getYear());
            link.append("&expirationMonth=").append(at.getMonthValue());
        }
        return link.append("&certUrl=")
                .append(encoded(pageUrl))
                .append("&certId=")
                .append(view.credentialId())
                .toString();
    }

    /** A name for a file, without an extension: readable, the same on every system, and another for each credential. */
    static String fileName(String name, UUID credentialId) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        String cut = (plain.length() > LONGEST_FILE_NAME ? plain.substring(0, LONGEST_FILE_NAME) : plain)
                .replaceAll("^-+|-+$", "");
        return (cut.isEmpty() ? "badge" : cut) + "-" + credentialId.toString().substring(0, 8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
