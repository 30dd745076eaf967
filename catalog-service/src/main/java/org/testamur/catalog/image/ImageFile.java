package org.testamur.catalog.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;

/** An image that passed all checks; there is no other way to make one from what was uploaded. */
public final class ImageFile {

    public static final String PNG = "image/png";
    public static final String SVG = "image/svg+xml";
    public static final int MOST_BYTES = 1024 * 1024;

    private final String mediaType;
    private final byte[] content;

    private ImageFile(String mediaType, byte[] content) {
        this.mediaType = mediaType;
        this.content = content;
    }

    /** Refuses what is too large, of another kind than it says, or could act or call out when it is shown. */
    public static ImageFile uploaded(@Nullable String contentType, byte[] content) {
        return uploaded(contentType, content, List.of());
    }

    /** As {@link #uploaded(String, byte[])}, naming what else is wrong with the request in the same answer. */
    public static ImageFile uploaded(@Nullable String contentType, byte[] content, List<Fault> others) {
        if (content.length > MOST_BYTES) {
            throw Refusal.of(
                    Refusal.Kind.TOO_LARGE,
                    "image-too-large",
                    "An image has at most 1 MiB (1048576 bytes); this one has " + content.length + ".");
        }
        String mediaType = mediaType(contentType);
        List<Fault> faults = new ArrayList<>(others);
        if (mediaType.equals(PNG)) {
            PngPolicy.faults(content).forEach(detail -> faults.add(new Fault("", detail)));
        } else {
            SvgPolicy.faults(content).forEach(detail -> faults.add(new Fault("", detail)));
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        return new ImageFile(mediaType, content.clone());
    }

    static ImageFile stored(String mediaType, byte[] content) {
        return new ImageFile(mediaType, content);
    }

    private static String mediaType(@Nullable String contentType) {
        String bare = contentType == null ? "" : contentType.split(";", 2)[0].trim();
        for (String known : List.of(PNG, SVG)) {
            if (known.equalsIgnoreCase(bare)) {
                return known;
            }
        }
        throw Refusal.of(
                Refusal.Kind.UNSUPPORTED_MEDIA, "image-type", "An image is sent as " + PNG + " or as " + SVG + ".");
    }

    public String mediaType() {
        return mediaType;
    }

    public byte[] content() {
        return content.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageFile file
                && mediaType.equals(file.mediaType)
                && Arrays.equals(content, file.content);
    }

    @Override
    public int hashCode() {
        return 31 * mediaType.hashCode() + Arrays.hashCode(content);
    }
}
