package org.testamur.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Looks in the files of a message bundle for what is missing, left over, empty or says another thing than the bundle. */
public final class MessageFiles {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");

    private MessageFiles() {}

    /**
     * Every fault of the files {@code messages/NAME_LANGUAGE.properties}.
     *
     * @param bundle an interface with {@code @MessageBundle}
     * @param languages all but the one that stands in the bundle itself
     */
    public static List<String> faults(Class<?> bundle, List<String> languages) {
        List<String> faults = new ArrayList<>();
        String name = value(bundle.getAnnotations(), "MessageBundle");
        for (Method method : bundle.getMethods()) {
            String text = value(method.getAnnotations(), "Message");
            check(faults, name + "." + method.getName(), text, method);
        }
        for (String language : languages) {
            String file = "messages/" + name + "_" + language + ".properties";
            Properties texts = read(bundle, file);
            Set<String> left = new TreeSet<>(texts.stringPropertyNames());
            for (Method method : bundle.getMethods()) {
                left.remove(method.getName());
                String text = texts.getProperty(method.getName());
                if (text == null) {
                    faults.add(file + " has no " + method.getName());
                } else {
                    check(faults, file + " " + method.getName(), text, method);
                }
            }
            left.forEach(key -> faults.add(file + " has " + key + ", which no page uses"));
        }
        return faults;
    }

    private static void check(List<String> faults, String where, String text, Method method) {
        Set<String> expected = Arrays.stream(method.getParameters())
                .map(Parameter::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> found = PLACEHOLDER
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!found.equals(expected)) {
            faults.add(where + " names " + found + " and is given " + expected);
        }
        if (text.isBlank() || text.indexOf('<') >= 0) {
            faults.add(where + " is empty or holds markup");
        }
    }

    private static Properties read(Class<?> bundle, String file) {
        Properties texts = new Properties();
        try (InputStream stream = bundle.getClassLoader().getResourceAsStream(file)) {
            if (stream != null) {
                texts.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /** By name, so that tests of services without pages need no template engine. */
    private static String value(Annotation[] annotations, String name) {
        for (Annotation annotation : annotations) {
            if (annotation.annotationType().getSimpleName().equals(name)) {
                try {
                    return (String)
                            annotation.annotationType().getMethod("value").invoke(annotation);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        throw new IllegalArgumentException("No @" + name);
    }
}
