package org.testamur.catalog.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;

/** Holds an uploaded image that passed all checks. */
public final class ImageFile {

    public static final String PNG = "image/png";
    public static final String SVG = "image/svg+xml";
    public static final String JPEG = "image/jpeg";
    public static final int MOST_BYTES = 2 * 1024 * 1024;

    private final String mediaType;
    private final byte[] content;

    private ImageFile(String mediaType, byte[] content) {
        this.mediaType = mediaType;
        this.content = content;
    }

    /** Refuses what is too large, of another kind than it says, or could act or call out when it is shown. */
    public static ImageFile uploaded(ImageUpload upload) {
        return uploaded(upload, List.of());
    }

    /** As {@link #uploaded(ImageUpload)}, naming what else is wrong with the request in the same answer. */
    public static ImageFile uploaded(ImageUpload upload, List<Fault> others) {
        byte[] content = upload.content();
        if (content.length > MOST_BYTES) {
            throw Refusal.of(
                    Refusal.Kind.TOO_LARGE,
                    "image-too-large",
                    "An image has at most 2 MiB (2097152 bytes); this one has " + content.length + ".");
        }
        String mediaType = mediaType(upload.contentType());
        List<Fault> faults = new ArrayList<>(others);
        byte[] kept = switch (mediaType) {
            case PNG -> {
                List<String> found = PngPolicy.faults(content);
                found.forEach(detail -> faults.add(new Fault("", detail)));
                yield found.isEmpty() ? PngStill.of(content) : content;
            }
            case JPEG ->
                switch (JpegConversion.convert(content, MOST_BYTES)) {
                    case JpegConversion.Converted.Png(byte[] png) -> png;
                    case JpegConversion.Converted.Faulty(String fault) -> {
                        faults.add(new Fault("", fault));
                        yield content;
                    }
                };
            default -> {
                SvgPolicy.faults(content).forEach(detail -> faults.add(new Fault("", detail)));
                yield content.clone();
            }
        };
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        return new ImageFile(mediaType.equals(JPEG) ? PNG : mediaType, kept);
    }

    static ImageFile stored(String mediaType, byte[] content) {
        return new ImageFile(mediaType, content);
    }

    private static String mediaType(@Nullable String contentType) {
        String bare = contentType == null ? "" : contentType.split(";", 2)[0].trim();
        for (String known : List.of(PNG, JPEG, SVG)) {
            if (known.equalsIgnoreCase(bare)) {
                return known;
            }
        }
        throw Refusal.of(
                Refusal.Kind.UNSUPPORTED_MEDIA,
                "image-type",
                "An image is sent as " + PNG + ", " + JPEG + " or " + SVG + ", by itself or in a form.");
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
