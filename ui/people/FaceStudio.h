#pragma once

#include "core/base/Clock.h"
#include "core/enrolment/Enroller.h"
#include "core/enrolment/LookAlikes.h"
#include "core/security/OpenSite.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace gatehouse::ui {

// What the studio found in a picture that was taken.
struct StudioLook
{
    enrolment::FaceAttempt attempt;
    QString alikeName; // somebody else who is enrolled already and looks very much like it; empty: nobody
};

// Looks at pictures for enrolment on one thread of its own, which also loads the networks when first needed. Answers
// come on the GUI thread and never after the receiver is gone. The destructor waits for the look under way.
class FaceStudio : public QObject
{
    Q_OBJECT

public:
    FaceStudio(security::OpenSite& site, const Clock& clock, QObject* parent = nullptr);
    ~FaceStudio() override;

    using Done = std::function<void(Result<StudioLook>)>;

    // A picture that is to be enrolled for `person`: judged and compared with everybody enrolled. The name of a
    // look-alike is read for `actor` and noted in the trail before it is handed on. Errors: ModelMissing, ModelInvalid,
    // and the store's.
    void take(const video::Frame& frame, PersonId person, const security::ActingOperator& actor, QObject* receiver,
        Done done);
    // The same of a file: PictureUnreadable and FileNotReadable as well.
    void takeFile(
        const QString& file, PersonId person, const security::ActingOperator& actor, QObject* receiver, Done done);
    // A live picture, judged only, to say what to do better before it is taken. Dropped while another look is under
    // way.
    void glance(const video::Frame& frame, QObject* receiver, std::function<void(const enrolment::FaceAttempt&)> done);

private:
    template <typename Value, typename Work, typename Receiver>
    void run(Work work, QObject* receiver, Receiver done);
    // Worker thread only, as m_enroller is.
    Result<enrolment::Enroller*> enroller();
    Result<StudioLook> compared(
        const enrolment::FaceAttempt& attempt, PersonId person, const security::ActingOperator& actor);

    security::OpenSite& m_site;
    const Clock& m_clock;
    std::unique_ptr<enrolment::Enroller> m_enroller;
    QThreadPool m_thread;
};

} // namespace gatehouse::ui
