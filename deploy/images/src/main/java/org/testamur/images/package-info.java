/**
 * Builds OCI images of the services and the signing process without a container engine: start reading at {@link Images}.
 *
 * <p>{@link BaseImage} reads and checks what they are built on, {@link Product} says what each of them holds, and
 * {@link ImageBuild} puts both together.
 */
@NullMarked
package org.testamur.images;

import org.jspecify.annotations.NullMarked;
