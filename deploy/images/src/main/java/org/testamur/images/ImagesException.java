package org.testamur.images;

/** Says in one sentence why an image cannot be built. */
final class ImagesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ImagesException(String message) {
        super(message);
    }
}
