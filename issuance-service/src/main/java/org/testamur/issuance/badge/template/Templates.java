package org.testamur.issuance.badge.template;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Caches compiled templates by the key that their documents share, up to a limit, and drops the least recently used. A
 * template is compiled when its shape occurs for the second time.
 *
 * @param <K> what makes documents alike
 * @param <T> a template and what belongs to it
 */
public final class Templates<K, T> {

    private static final Logger LOG = Logger.getLogger(Templates.class);

    /** Makes a template, proven. */
    @FunctionalInterface
    public interface Compiler<T> {
        T compile() throws NoTemplate;
    }

    private static final class Entry<T> {
        private int met;
        private @Nullable T template;
        private boolean refused;
        private int weight = 1;
    }

    private final int most;
    private final int after;
    private final TemplateMetrics metrics;
    private final ToIntFunction<T> weigh;
    private final Map<K, Entry<T>> entries = new LinkedHashMap<>(16, 0.75f, true);
    /** Of all entries, and guarded by them, as each one's is. */
    private int weight;

    private final Set<K> dropped = ConcurrentHashMap.newKeySet();

    /**
     * @param most how many are kept
     * @param after how often a shape is met before it gets a template
     * @param weigh as how many a template counts
     */
    public Templates(int most, int after, TemplateMetrics metrics, ToIntFunction<T> weigh) {
        this.weigh = weigh;
        this.most = most;
        this.after = after;
        this.metrics = metrics;
        metrics.count(this::size);
    }

    /** The template for these documents, compiled now if need be; empty when the general path is to be taken. */
    public Optional<T> find(K key, Compiler<T> compiler) {
        return find(key, 1, compiler);
    }

    /** @param times how many documents are at hand, which all count as met */
    public Optional<T> find(K key, int times, Compiler<T> compiler) {
        Entry<T> entry = entry(key, times);
        // Those who need the same template wait for the one that compiles it; nobody else does.
        synchronized (entry) {
            if (entry.template == null && !entry.refused && entry.met >= after && !dropped.contains(key)) {
                compile(key, entry, compiler);
            }
            return Optional.ofNullable(entry.template);
        }
    }

    private void compile(K key, Entry<T> entry, Compiler<T> compiler) {
        try {
            T template = metrics.compiling(compiler);
            entry.template = template;
            put(key, entry, weigh.applyAsInt(template));
        } catch (NoTemplate e) {
            entry.refused = true;
            metrics.refused();
            LOG.debugf("no template: %s", e.getMessage());
        }
        if (dropped.contains(key)) {
            entry.template = null;
        }
    }

    /** Never again, as long as this instance runs. */
    public void drop(K key) {
        dropped.add(key);
        Entry<T> entry;
        synchronized (entries) {
            entry = entries.remove(key);
            weight -= entry == null ? 0 : entry.weight;
        }
        if (entry != null) {
            synchronized (entry) {
                entry.template = null;
            }
        }
    }

    /** Never to be used again. */
    public boolean isDropped(K key) {
        return dropped.contains(key);
    }

    int size() {
        synchronized (entries) {
            return entries.size();
        }
    }

    private Entry<T> entry(K key, int times) {
        synchronized (entries) {
            Entry<T> entry = entries.get(key);
            if (entry == null) {
                entry = new Entry<>();
                entries.put(key, entry);
                weight += entry.weight;
                makeRoom();
            }
            entry.met = Math.min(entry.met + times, after);
            return entry;
        }
    }

    private void put(K key, Entry<T> entry, int heavier) {
        synchronized (entries) {
            if (entries.get(key) == entry) {
                weight += heavier - entry.weight;
                entry.weight = heavier;
                makeRoom();
            }
        }
    }

    /** Those not used for longest go. */
    private void makeRoom() {
        Iterator<Entry<T>> eldest = entries.values().iterator();
        while (weight > most && eldest.hasNext()) {
            weight -= eldest.next().weight;
            eldest.remove();
        }
    }
}
