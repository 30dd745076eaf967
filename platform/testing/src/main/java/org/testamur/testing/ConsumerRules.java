package org.testamur.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Holds every consumer of a service against what {@code contracts/topics.yaml} declares of its topic. */
final class ConsumerRules {

    private static final String CONSUMER = "org.testamur.platform.consumer.EventConsumer";

    private ConsumerRules() {}

    static boolean isConsumer(JavaClass type) {
        return type.isAssignableTo(CONSUMER)
                && !type.isInterface()
                && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                && !type.getModifiers().contains(JavaModifier.SYNTHETIC)
                && !type.getPackageName().startsWith("org.testamur.platform");
    }

    static ArchCondition<JavaClass> keepToTheirTopic() {
        return new ArchCondition<>("read topics that list their service, and be personal as their topic is") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String service = type.getPackageName().split("\\.")[2];
                Object consumer = made(type.reflect());
                String topic = String.valueOf(ask(consumer, "topic"));
                boolean personal = (Boolean) ask(consumer, "personal");
                for (String fault : faults(service, topic, personal, Declared.TOPICS)) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " " + fault));
                }
            }
        };
    }

    /** What is wrong with a consumer of a service. */
    static List<String> faults(String service, String topic, boolean personal, Topics topics) {
        Optional<Topics.Topic> declared =
                topics.all().stream().filter(one -> one.name().equals(topic)).findFirst();
        if (declared.isEmpty()) {
            return List.of("reads " + topic + ", which contracts/topics.yaml does not know");
        }
        List<String> faults = new ArrayList<>();
        if (!declared.get().readers().contains(service)) {
            faults.add("reads " + topic + ", which does not list " + service + " among its readers");
        }
        if (declared.get().isPersonal() != personal) {
            faults.add("says personal() = " + personal + ", and " + topic + " is declared personal: "
                    + declared.get().personal());
        }
        return faults;
    }

    /** Without its dependencies: what is asked of it rests on none. */
    private static Object made(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return constructor.newInstance(new Object[constructor.getParameterCount()]);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " does more in its constructor than to keep what it is given", e);
        }
    }

    private static Object ask(Object consumer, String method) {
        try {
            var declared = consumer.getClass().getMethod(method);
            declared.setAccessible(true);
            return declared.invoke(consumer);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(consumer.getClass() + " does not answer " + method, e);
        }
    }

    private static final class Declared {

        static final Topics TOPICS = read();

        private static Topics read() {
            try (InputStream list = ConsumerRules.class.getResourceAsStream("/contracts/topics.yaml")) {
                return Topics.read(Objects.requireNonNull(list, "contracts/topics.yaml"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
