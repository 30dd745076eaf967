package org.testamur.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reports each simple name that two types of one service share, nested and local types included. */
final class UniqueSimpleNames extends ArchCondition<JavaClass> {

    private final Map<String, TreeSet<String>> types = new TreeMap<>();

    UniqueSimpleNames() {
        super("have a simple name that no other type of the service has");
    }

    @Override
    public void init(Collection<JavaClass> all) {
        types.clear();
        all.forEach(type -> types.computeIfAbsent(type.getSimpleName(), _ -> new TreeSet<>())
                .add(type.getName()));
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        String name = type.getSimpleName();
        var sharing = types.getOrDefault(name, new TreeSet<>());
        if (sharing.size() > 1 && !name.isEmpty() && !name.equals("package-info")) {
            events.add(SimpleConditionEvent.violated(type, name + " names several types: " + sharing));
        }
    }
}
