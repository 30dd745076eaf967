package org.testamur.issuance.badge.template;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Counts what goes by templates, what does not, and whether both agree. */
@ApplicationScoped
@Startup
public class TemplateMetrics {

    private final Counter byTemplate;
    private final Counter byGeneralPath;
    private final Counter refused;
    private final Counter checked;
    private final Counter unchecked;
    private final Counter mismatches;
    private final Timer compiling;
    private final List<IntSupplier> sizes = new CopyOnWriteArrayList<>();

    public TemplateMetrics(MeterRegistry metrics) {
        this.byTemplate = signed("template", metrics);
        this.byGeneralPath = signed("general", metrics);
        this.refused = Counter.builder("testamur.templates.refused")
                .description("Shapes of documents for which there is no template")
                .register(metrics);
        this.checked = Counter.builder("testamur.templates.checked")
                .description("Documents from a template that were made again by the general path")
                .register(metrics);
        this.unchecked = Counter.builder("testamur.templates.unchecked")
                .description("Documents that were to be checked and were not, because too many waited for it")
                .register(metrics);
        this.mismatches = Counter.builder("testamur.templates.mismatches")
                .description("Documents from a template that the general path would have made otherwise")
                .register(metrics);
        this.compiling = Timer.builder("testamur.templates.compiling")
                .description("Compiling and proving one template")
                .register(metrics);
        Gauge.builder(
                        "testamur.templates.kept",
                        sizes,
                        all -> all.stream().mapToInt(IntSupplier::getAsInt).sum())
                .description("Shapes of documents that are remembered, nearly all with a template")
                .register(metrics);
    }

    private static Counter signed(String path, MeterRegistry metrics) {
        return Counter.builder("testamur.documents.signed")
                .tag("path", path)
                .description("Credentials signed, by the way they took")
                .register(metrics);
    }

    public void byTemplate() {
        byTemplate.increment();
    }

    public void byGeneralPath() {
        byGeneralPath.increment();
    }

    void refused() {
        refused.increment();
    }

    void checked() {
        checked.increment();
    }

    void unchecked() {
        unchecked.increment();
    }

    void mismatch() {
        mismatches.increment();
    }

    void count(IntSupplier size) {
        sizes.add(size);
    }

    <T> T compiling(Templates.Compiler<T> compiler) throws NoTemplate {
        long start = System.nanoTime();
        try {
            return compiler.compile();
        } finally {
            compiling.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }
}
