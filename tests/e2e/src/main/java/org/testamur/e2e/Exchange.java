package org.testamur.e2e;

import org.jspecify.annotations.Nullable;

/** A request and what came of it, to be told of. */
public record Exchange(
        String who, String method, String path, @Nullable String mediaType, byte @Nullable [] sent, Answer answer) {}
