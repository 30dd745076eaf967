package org.testamur.platform.paging;

/**
 * Which part is asked for of a list whose order says nothing: its items are in the order of ids that are no times; use as
 * a {@code @BeanParam}.
 */
public class UnsortedRequest extends PageRequest {}
