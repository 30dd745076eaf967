package org.testamur.platform.sample;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.event.OutgoingEvent;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.paging.Page;
import org.testamur.platform.paging.UnsortedRequest;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.EntityVersion;

@ApplicationScoped
class Notes implements PanacheRepositoryBase<Note, UUID> {

    private final Outbox outbox;

    Notes(Outbox outbox) {
        this.outbox = outbox;
    }

    @Transactional
    Note write(String text) {
        Note note = new Note(text);
        persistAndFlush(note);
        tell(note);
        if (text.equals("refuse")) {
            throw Refusal.conflict("refused", "Refused after all.");
        }
        return note;
    }

    @Transactional
    Note rewrite(UUID id, @Nullable String ifMatch, String text) {
        Note note = one(id);
        EntityVersion.requireMatch(ifMatch, note.version());
        note.write(text);
        flush();
        tell(note);
        return note;
    }

    @Transactional
    Note one(UUID id) {
        return findByIdOptional(id).orElseThrow(() -> Refusal.notFound("note", "No such note."));
    }

    @Transactional
    Page<Note> page(UnsortedRequest request) {
        List<Note> rows = request.after()
                .map(id -> find("id < ?1 order by id desc", id))
                .orElseGet(() -> find("order by id desc"))
                .page(0, request.limit() + 1)
                .list();
        return Page.of(rows, request, Note::id);
    }

    private void tell(Note note) {
        outbox.append(fact(note));
    }

    static OutgoingEvent fact(Note note) {
        return new OutgoingEvent(
                "sample.notes",
                "org.testamur.sample.note.written.v1",
                note.id(),
                UUID.fromString(note.institutionId()),
                note.version() + 1,
                new NoteView(note.id(), note.text(), note.version()));
    }

    record NoteView(UUID id, String text, long version) {}
}
