package org.testamur.platform.idempotency;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a resource method that creates and returns a {@link jakarta.ws.rs.core.Response}: a repetition with the same
 * {@code Idempotency-Key} gets the first answer again, and the key with another request gets 409. The answer is kept in
 * the transaction of the write, so there is never one without the other.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Idempotent {}
