package org.testamur.catalog.image;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Refusal;

/**
 * An image as it was sent: as the whole body, or as the part {@code image} of a form (RFC 7578) with a part
 * {@code alternativeText}.
 *
 * @param alternativeText of the form
 */
public record ImageUpload(
        @Nullable String contentType,
        byte[] content,
        @Nullable String alternativeText) {

    private static final String FORM = "multipart/form-data";
    private static final int MOST_PARTS = 10;
    private static final int LONGEST_HEAD = 4096;
    /** RFC 2046 §5.1.1, in quotes or not. */
    private static final Pattern BOUNDARY =
            Pattern.compile("boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))", Pattern.CASE_INSENSITIVE);

    private static final Pattern NAME =
            Pattern.compile("(?im)^content-disposition:\\s*form-data\\s*;[^\\r\\n]*?\\bname=\"?([^\";\\r\\n]*)");
    private static final Pattern TYPE = Pattern.compile("(?im)^content-type:\\s*([^\\r\\n]*)");

    /** Takes a form apart; every other body is the image. */
    public static ImageUpload of(@Nullable String contentType, byte[] body) {
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith(FORM)) {
            return new ImageUpload(contentType, body, null);
        }
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw Refusal.invalid("header:Content-Type", "names no boundary");
        }
        String named = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        return new Form(body, named).read();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageUpload upload
                && java.util.Objects.equals(contentType, upload.contentType)
                && Arrays.equals(content, upload.content)
                && java.util.Objects.equals(alternativeText, upload.alternativeText);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "ImageUpload[" + contentType + ", " + content.length + " bytes]";
    }

    /** Walks over the parts of a form. */
    private static final class Form {

        private final byte[] body;
        private final byte[] delimiter;
        private @Nullable ImageUpload image;
        private @Nullable String alternativeText;

        Form(byte[] body, String boundary) {
            this.body = body;
            this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        }

        ImageUpload read() {
            // The first delimiter has no line before it.
            int at = startsAt(0, Arrays.copyOfRange(delimiter, 2, delimiter.length))
                    ? delimiter.length - 2
                    : after(indexOf(0, delimiter));
            for (int parts = 0; !startsAt(at, bytes("--")); parts++) {
                if (parts == MOST_PARTS) {
                    throw Refusal.invalid("", "has more than " + MOST_PARTS + " parts");
                }
                at = part(at);
            }
            if (image == null) {
                throw Refusal.invalid("/image", "is missing: the form needs a part image");
            }
            return new ImageUpload(image.contentType, image.content, alternativeText);
        }

        private int part(int at) {
            int head = indexOf(at, bytes("\r\n"));
            int end = indexOf(at, bytes("\r\n\r\n"));
            int next = end < 0 ? -1 : indexOf(end + 2, delimiter);
            if (head != at || next < 0 || end - at > LONGEST_HEAD) {
                throw broken();
            }
            String headers = new String(body, at, end - at, StandardCharsets.UTF_8);
            byte[] content = Arrays.copyOfRange(body, Math.min(end + 4, next), next);
            Matcher name = NAME.matcher(headers);
            switch (name.find() ? name.group(1) : "") {
                case "image" -> {
                    if (image != null) {
                        throw Refusal.invalid("/image", "is given twice");
                    }
                    Matcher type = TYPE.matcher(headers);
                    image = new ImageUpload(type.find() ? type.group(1).strip() : null, content, null);
                }
                case "alternativeText" -> alternativeText = text(content);
                default -> throw Refusal.invalid("", "has a part that is neither image nor alternativeText");
            }
            return next + delimiter.length;
        }

        private static String text(byte[] content) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(content))
                        .toString();
            } catch (CharacterCodingException e) {
                throw Refusal.invalid("/alternativeText", "is not UTF-8");
            }
        }

        private int after(int found) {
            if (found < 0) {
                throw broken();
            }
            return found + delimiter.length;
        }

        private boolean startsAt(int at, byte[] what) {
            return at + what.length <= body.length && Arrays.equals(body, at, at + what.length, what, 0, what.length);
        }

        private int indexOf(int from, byte[] what) {
            for (int i = from; i <= body.length - what.length; i++) {
                if (body[i] == what[0] && startsAt(i, what)) {
                    return i;
                }
            }
            return -1;
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }

        private static Refusal broken() {
            return Refusal.invalid("", "is no multipart/form-data: a part begins or ends nowhere");
        }
    }
}
