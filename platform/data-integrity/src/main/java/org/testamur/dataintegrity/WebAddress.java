package org.testamur.dataintegrity;

import java.net.IDN;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Normalises an http or https URL, so that equivalent spellings compare as equal: the equivalences of RFC 3986 §6.2.2
 * and §6.2.3, IDNs in ASCII (RFC 3987 §3.1), and the deviations that browsers and servers accept (white space,
 * backslashes, missing or repeated slashes, parameters of a segment). User information, query and fragment do not
 * change whose address it is and are left out; so is the difference between http and https.
 *
 * <p>It tells addresses of this platform from others. In doubt it treats two addresses as the same. RDF ids must not be
 * compared with it: they are equal only character by character.
 *
 * @param authority the host in lower case and ASCII, and the port unless it is the scheme's own
 * @param path begins with a slash and ends without one, or is empty
 */
public record WebAddress(String authority, String path) {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Empty for what is no such URL. */
    public static Optional<WebAddress> of(String url) {
        String text = withoutWhitespace(url);
        boolean secure = text.regionMatches(true, 0, "https:", 0, 6);
        if (!secure && !text.regionMatches(true, 0, "http:", 0, 5)) {
            return Optional.empty();
        }
        int begin = secure ? 6 : 5;
        while (begin < text.length() && isSlash(text.charAt(begin))) {
            begin++;
        }
        int end = begin;
        while (end < text.length() && "/\\?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String authority = authority(text.substring(begin, end), secure);
        int last = end;
        while (last < text.length() && "?#".indexOf(text.charAt(last)) < 0) {
            last++;
        }
        return authority.isEmpty()
                ? Optional.empty()
                : Optional.of(new WebAddress(authority, path(text.substring(end, last))));
    }

    /** Whether it is this place or one below it. */
    public boolean isIn(WebAddress place) {
        return authority.equals(place.authority)
                && path.startsWith(place.path)
                && (path.length() == place.path.length() || path.charAt(place.path.length()) == '/');
    }

    /** What stands behind the last slash of the path. */
    public String lastSegment() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static boolean isSlash(char c) {
        return c == '/' || c == '\\';
    }

    private static String withoutWhitespace(String url) {
        int begin = 0;
        while (begin < url.length() && url.charAt(begin) > ' ') {
            begin++;
        }
        if (begin == url.length()) {
            return url;
        }
        StringBuilder text = new StringBuilder(url.length()).append(url, 0, begin);
        for (int i = begin; i < url.length(); i++) {
            if (url.charAt(i) > ' ') {
                text.append(url.charAt(i));
            }
        }
        return text.toString();
    }

    private static String authority(String text, boolean secure) {
        String hostAndPort = text.substring(text.lastIndexOf('@') + 1);
        int colon = hostAndPort.lastIndexOf(':');
        boolean hasPort = colon > hostAndPort.lastIndexOf(']');
        String host = host(hasPort ? hostAndPort.substring(0, colon) : hostAndPort);
        String port = hasPort ? withoutZeros(hostAndPort.substring(colon + 1)) : "";
        return host.isEmpty() || port.isEmpty() || port.equals(secure ? "443" : "80") ? host : host + ":" + port;
    }

    private static String withoutZeros(String port) {
        int begin = 0;
        while (begin < port.length() && port.charAt(begin) == '0') {
            begin++;
        }
        return port.substring(begin);
    }

    private static String host(String text) {
        String host = text.indexOf('%') < 0 ? text : percentDecoded(text);
        if (!isAscii(host)) {
            try {
                host = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
            } catch (IllegalArgumentException e) {
                // No name of any host, and so compared as it is.
            }
        }
        host = host.toLowerCase(Locale.ROOT);
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String percentDecoded(String text) {
        byte[] bytes = new byte[3 * text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            int octet = octet(text, i);
            if (octet >= 0) {
                bytes[length++] = (byte) octet;
                i += 2;
            } else if (text.charAt(i) < 0x80) {
                bytes[length++] = (byte) text.charAt(i);
            } else {
                int codePoint = text.codePointAt(i);
                for (byte part : utf8(codePoint)) {
                    bytes[length++] = part;
                }
                i += Character.charCount(codePoint) - 1;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return text;
        }
    }

    /** Of a percent-encoded octet that begins there; negative if none does. */
    private static int octet(String text, int at) {
        if (text.charAt(at) != '%' || at + 2 >= text.length()) {
            return -1;
        }
        int high = digit(text.charAt(at + 1));
        int low = digit(text.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** Of ASCII alone, unlike {@link Character#digit}. */
    private static int digit(char c) {
        return HexFormat.isHexDigit(c) ? HexFormat.fromHexDigit(c) : -1;
    }

    private static byte[] utf8(int codePoint) {
        ByteBuffer bytes = ByteBuffer.allocate(8);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(Character.toChars(codePoint)), bytes, true);
        byte[] octets = new byte[bytes.flip().remaining()];
        bytes.get(octets);
        return octets;
    }

    /** Whether nothing needs to be done: ids that are looked at before each signature are written so. */
    private static boolean isNormal(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean begins = i == 0 || path.charAt(i - 1) == '/';
            if (c == '/' ? i > 0 && begins : !isUnreserved(c) || begins && c == '.') {
                return false;
            }
        }
        return !path.endsWith("/");
    }

    private static String path(String text) {
        if (isNormal(text)) {
            return text;
        }
        Deque<String> segments = new ArrayDeque<>();
        String encoded = percentNormal(text);
        int begin = 0;
        for (int end = 0; end <= encoded.length(); end++) {
            if (end == encoded.length() || encoded.charAt(end) == '/') {
                String segment = withoutParameters(encoded.substring(begin, end));
                if (segment.equals("..")) {
                    segments.pollLast();
                } else if (!segment.isEmpty() && !segment.equals(".")) {
                    segments.addLast(segment);
                }
                begin = end + 1;
            }
        }
        return segments.isEmpty() ? "" : "/" + String.join("/", segments);
    }

    private static String withoutParameters(String segment) {
        int semicolon = segment.indexOf(';');
        return semicolon < 0 ? segment : segment.substring(0, semicolon);
    }

    /** Unreserved characters as they are, all others that are encoded in upper case (RFC 3986 §6.2.2.1, §6.2.2.2). */
    private static String percentNormal(String text) {
        StringBuilder normal = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int octet = octet(text, i);
            if (octet >= 0) {
                if (isUnreserved(octet)) {
                    normal.append((char) octet);
                } else {
                    HEX.toHexDigits(normal.append('%'), (byte) octet);
                }
                i += 2;
            } else if (c == '%') {
                // So that what it escapes is not read at the second look.
                normal.append("%25");
            } else if (c < 0x80) {
                normal.append(c == '\\' ? '/' : c);
            } else {
                int codePoint = text.codePointAt(i);
                for (byte part : utf8(codePoint)) {
                    HEX.toHexDigits(normal.append('%'), part);
                }
                i += Character.charCount(codePoint) - 1;
            }
        }
        return normal.toString();
    }

    private static boolean isUnreserved(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~".indexOf(c) >= 0;
    }
}
