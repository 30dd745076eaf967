package org.testamur.platform.idempotency;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a creating resource method that returns a {@link jakarta.ws.rs.core.Response} idempotent. A repetition with the
 * same {@code Idempotency-Key} gets the first answer again. The same key with another request gets 409. The answer is
 * stored in the transaction of the write.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Idempotent {}
