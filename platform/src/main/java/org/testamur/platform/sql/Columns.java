package org.testamur.platform.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Rows turned into one array for each column, as {@code unnest} takes them. */
public final class Columns<R> {

    private final List<R> rows;
    private final List<Object> columns = new ArrayList<>();

    private Columns(List<R> rows) {
        this.rows = rows;
    }

    public static <R> Columns<R> of(List<R> rows) {
        return new Columns<>(rows);
    }

    public Columns<R> ids(Function<R, @Nullable UUID> value) {
        @Nullable UUID[] column = new @Nullable UUID[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        return with(column);
    }

    public Columns<R> texts(Function<R, @Nullable String> value) {
        @Nullable String[] column = new @Nullable String[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        return with(column);
    }

    public Columns<R> instants(Function<R, @Nullable Instant> value) {
        return texts(row -> {
            Instant instant = value.apply(row);
            return instant == null ? null : instant.toString();
        });
    }

    public Columns<R> numbers(ToLongFunction<R> value) {
        Long[] column = new Long[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.applyAsLong(rows.get(i));
        }
        return with(column);
    }

    public Columns<R> truths(Predicate<R> value) {
        Boolean[] column = new Boolean[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.test(rows.get(i));
        }
        return with(column);
    }

    public Object[] arguments() {
        return columns.toArray();
    }

    private Columns<R> with(Object column) {
        columns.add(column);
        return this;
    }
}
