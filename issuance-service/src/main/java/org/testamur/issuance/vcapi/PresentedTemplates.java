package org.testamur.issuance.vcapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.did.VerificationMethod;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.template.DocumentTemplate;
import org.testamur.dataintegrity.template.OpenBadgeSlots;
import org.testamur.dataintegrity.template.Slot;
import org.testamur.dataintegrity.template.TemplateRefused;
import org.testamur.issuance.badge.template.BadgeTemplate;
import org.testamur.issuance.badge.template.NoTemplate;
import org.testamur.issuance.badge.template.TemplateConfig;
import org.testamur.issuance.badge.template.TemplateMetrics;
import org.testamur.issuance.badge.template.TemplateSamples;
import org.testamur.issuance.badge.template.Templates;

/** Learns templates from documents that the general path has signed, and finds the one that a text was written by. */
@Singleton
class PresentedTemplates {

    private static final KnownTemplate[] NONE = {};
    /** Documents that wait to be learned from; more are let go, and the next of their kind is learned from instead. */
    private static final int WAITING = 64;
    /** The longest text that a template is compiled for. Longer texts do not wait for one. */
    private static final int LONGEST = 64 * 1024;

    private final Canonicalizer canonicalizer = new Canonicalizer(PinnedDocuments.bundled());
    private final Templates<Skeleton, KnownTemplate> learned;
    private final TemplateSamples samples;
    private final Clock clock;
    private final int most;
    private final Map<UUID, KnownTemplate[]> known = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("template-learning").daemon().factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    PresentedTemplates(TemplateConfig config, TemplateMetrics metrics, TemplateSamples samples, Clock clock) {
        this.learned = new Templates<>(config.kept(), config.after(), metrics, KnownTemplate::weight);
        this.most = config.kept();
        this.samples = samples;
        this.clock = clock;
        thread.allowCoreThreadTimeOut(true);
    }

    /** A text's values, and the template that they are to be put into. */
    @SuppressWarnings("ArrayRecordComponent")
    record Match(KnownTemplate template, String[] values) {}

    Optional<Match> match(UUID institution, byte[] json) {
        for (KnownTemplate template : known.getOrDefault(institution, NONE)) {
            Optional<String[]> values = template.badge().document().match(json);
            if (values.isPresent()) {
                template.use();
                return Optional.of(new Match(template, values.get()));
            }
        }
        return Optional.empty();
    }

    /**
     * Takes note of a document that was signed; compiling is for another thread.
     *
     * @param length of its text
     */
    void learn(UUID institution, ObjectNode document, int length) {
        if (length > LONGEST) {
            return;
        }
        thread.execute(() -> {
            List<Slot> slots = OpenBadgeSlots.of(document);
            Skeleton skeleton = Skeleton.of(institution, document, slots);
            learned.find(skeleton, () -> compile(skeleton, document, slots)).ifPresent(this::keep);
        });
    }

    private KnownTemplate compile(Skeleton skeleton, ObjectNode document, List<Slot> slots) throws NoTemplate {
        try {
            return new KnownTemplate(
                    new BadgeTemplate(
                            DocumentTemplate.compile(document, slots, canonicalizer),
                            document.at("/credentialSubject/achievement/id").asText(),
                            clock.instant()),
                    skeleton);
        } catch (TemplateRefused e) {
            throw new NoTemplate(String.valueOf(e.getMessage()));
        }
    }

    private synchronized void keep(KnownTemplate template) {
        UUID institution = template.skeleton().institution();
        KnownTemplate[] all = known.getOrDefault(institution, NONE);
        if (Arrays.asList(all).contains(template) || learned.isDropped(template.skeleton())) {
            return;
        }
        known.put(
                institution,
                Stream.concat(Stream.of(template), Arrays.stream(all)).toArray(KnownTemplate[]::new));
        List<KnownTemplate> leastUsed = known.values().stream()
                .flatMap(Arrays::stream)
                .sorted(Comparator.comparingLong(KnownTemplate::used))
                .toList();
        int weight = leastUsed.stream().mapToInt(KnownTemplate::weight).sum();
        for (int i = 0; weight > most; i++) {
            weight -= leastUsed.get(i).weight();
            forget(leastUsed.get(i));
        }
    }

    private synchronized void forget(KnownTemplate template) {
        known.computeIfPresent(template.skeleton().institution(), (institution, all) -> {
            KnownTemplate[] others =
                    Arrays.stream(all).filter(each -> each != template).toArray(KnownTemplate[]::new);
            return others.length == 0 ? null : others;
        });
    }

    /** Perhaps holds what came out against the general path, later. */
    void watch(Match match, byte[] brought, byte[] signed, Optional<VerificationMethod> published) {
        samples.perhaps(match.template().badge(), signed, () -> PresentedJson.credential(brought), published, () -> {
            learned.drop(match.template().skeleton());
            forget(match.template());
        });
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
