package org.testamur.catalog.image;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the pictures within one SVG by the rules for pictures that are uploaded themselves. An SVG is kept as it is, so
 * what is dropped of an uploaded picture is refused here.
 */
final class SvgPixels {

    private static final Pattern PNG = Pattern.compile("data:image/png;base64,([A-Za-z0-9+/=\\s]*)");
    /** Of the width in the header, the first chunk. */
    private static final int WIDTH_AT = 16;

    private long pixels;

    /** What is wrong with a picture, given by the address that an element refers to. */
    List<String> faults(String address) {
        Matcher png = PNG.matcher(address);
        if (!png.matches()) {
            return List.of("holds a picture that is no PNG in base64: " + SvgReader.shortened(address));
        }
        byte[] content;
        try {
            content = Base64.getDecoder().decode(png.group(1).replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            return List.of("holds a picture whose base64 is damaged");
        }
        // Before anything is inflated: many pictures of a size that one may have are too much, too.
        pixels += pixelsOf(content);
        if (pixels > PngHeader.MOST_PIXELS) {
            return List.of("holds pictures of more than " + PngHeader.MOST_PIXELS + " pixels in all");
        }
        List<String> faults = PngPolicy.faults(content);
        if (!faults.isEmpty()) {
            return faults.stream().map(fault -> "holds a picture that " + fault).toList();
        }
        Set<String> needless = PngStill.dropped(content);
        return needless.isEmpty()
                ? List.of()
                : List.of("holds a picture with chunks that a still image does not need, " + String.join(", ", needless)
                        + ": save it without animation, EXIF, texts and times");
    }

    private static long pixelsOf(byte[] content) {
        if (content.length < WIDTH_AT + 8) {
            return 0;
        }
        ByteBuffer header = ByteBuffer.wrap(content, WIDTH_AT, 8);
        return Integer.toUnsignedLong(header.getInt()) * Math.min(1 << 24, Integer.toUnsignedLong(header.getInt()));
    }
}
