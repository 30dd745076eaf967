package org.testamur.platform.event;

/** Names the Kafka headers of CloudEvents 1.0 in binary mode, and its extensions. */
public final class EventHeaders {

    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String TIME = "ce_time";
    public static final String SUBJECT = "ce_subject";
    public static final String CONTENT_TYPE = "content-type";
    /** Extension: the institution that the fact belongs to. */
    public static final String TENANT = "ce_institution";
    /** Extension: the version of the aggregate. */
    public static final String VERSION = "ce_aggregateversion";

    /** The trace that the record belongs to, as W3C Trace Context has it. */
    public static final String TRACE_PARENT = "traceparent";
    /** Extension of CloudEvents for distributed tracing: the same. */
    public static final String EVENT_TRACE_PARENT = "ce_traceparent";

    private EventHeaders() {}
}
