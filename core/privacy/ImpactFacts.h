#pragma once

#include "core/access/AccessTypes.h"
#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/lane/LaneRegistry.h"
#include "core/privacy/RetentionBook.h"
#include "core/security/Operator.h"
#include "core/store/Database.h"

#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace gatehouse::privacy {

// What an impact assessment (GDPR art. 35, PIPL arts. 55–56) says of one camera.
struct CameraFacts
{
    QString name;
    lane::Place place = lane::Place::Unstated;
    bool isEnabled = true;
    QStringList lanes;
    bool readsPlates = false;
    bool readsFaces = false;
    bool asksLiveness = false; // every lane for faces of it does
};

struct ImpactCounts
{
    QHash<people::PersonKind, qint64> persons;
    qint64 withFace = 0; // have at least one template
    qint64 templates = 0;
    qint64 vehicles = 0;
    qint64 passages = 0;
    qint64 pictures = 0;
    qint64 openRequests = 0;
    qint64 overdueRequests = 0;
    qint64 restricted = 0; // persons
    QHash<security::Role, qint64> operators; // enabled ones

    [[nodiscard]] qint64 allPersons() const;
};

// What the configuration itself gives reason to think about. Each stands in the report with what it means and what to
// do.
enum class Risk {
    PlaceUnstated, // a camera without a place type
    PublicEdge, // a camera sees public ground: people who cannot avoid it
    WorkplaceFaces, // faces of employees at a workplace: consent is hardly free
    NoLiveness, // a lane takes a picture of a face for the face
    LongerThanStandard, // a class is kept longer
    LongerThanTold, // than the notice of consent says
    Overdue, // data beyond its time, or no run for two days
    OneDecides, // nobody but one operator could approve a protected act
    RequestsOverdue,
    ManyPeople, // from 80,000 stored people on the filing duty at 100,000 comes near
    FacesOnly, // more than nine in ten live by their face alone: it must never be the only way
};

inline constexpr Risk AllRisks[] = { Risk::PlaceUnstated, Risk::PublicEdge, Risk::WorkplaceFaces, Risk::NoLiveness,
    Risk::LongerThanStandard, Risk::LongerThanTold, Risk::Overdue, Risk::OneDecides, Risk::RequestsOverdue,
    Risk::ManyPeople, Risk::FacesOnly };

struct FoundRisk
{
    Risk risk;
    QStringList where; // cameras, lanes or class codes it is about; may be empty
};

// The live configuration as an assessment needs it: a value, read whole.
struct ImpactFacts
{
    QString siteName;
    UtcTime at;
    QList<CameraFacts> cameras;
    QList<RetentionLine> retention;
    std::optional<UtcTime> lastRetentionRun;
    ImpactCounts counts;
    bool secondPersonThere = false; // for what needs two

    // In the order of AllRisks. Pure.
    [[nodiscard]] QList<FoundRisk> risks() const;
};

// Both need ViewImpactAssessment. Who makes one is written into the trail first ("impact-assessment.make"), on the
// writer; what it says is then counted on the reader, so that no lane waits for a million rows.
Result<void> noteImpactAssessment(const security::ActingOperator& actor, store::Database& database, const Clock& clock);
Result<ImpactFacts> readImpactFacts(
    const security::ActingOperator& actor, store::Database& database, const Clock& clock);

} // namespace gatehouse::privacy
