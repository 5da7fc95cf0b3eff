#include "core/enrolment/PersonImport.h"

#include "core/enrolment/ImportText.h"
#include "core/people/ConsentLedger.h"
#include "core/people/Drafts.h"
#include "core/people/PersonRegistry.h"
#include "core/security/SubjectKeys.h"
#include "core/vision/FaceGallery.h"

#include <algorithm>

namespace gatehouse::enrolment {

namespace {

// Two embeddings of one picture differ by rounding only.
constexpr float SamePicture = 0.999F;

// One import on its way into the store.
class PersonImport
{
public:
    PersonImport(store::Transaction& transaction, const Clock& clock, const security::ActingOperator& actor,
        const people::ConsentNotices& notices)
        : m_transaction(transaction)
        , m_clock(clock)
        , m_actor(actor)
        , m_notices(notices)
        , m_persons(transaction.database(), clock)
        , m_consents(transaction.database(), clock)
        , m_templates(transaction.database(), clock)
    {
    }

    Result<RowOutcome> importRow(const PersonRow& row, const QList<FaceSample>& samples, ImportReport& report)
    {
        GATEHOUSE_TRY_ASSIGN(existing, m_persons.findByRef(m_actor, row.ref));
        GATEHOUSE_TRY_ASSIGN(person, afterRow(row, existing.value_or(people::Person())));
        auto outcome = RowOutcome::Unchanged;
        if (!existing) {
            GATEHOUSE_TRY_ASSIGN(id, m_persons.add(m_transaction, m_actor, person));
            person.id = id;
            outcome = RowOutcome::Added;
        } else if (person.name != existing->name || person.kind != existing->kind || person.groups != existing->groups
            || person.validity != existing->validity) {
            GATEHOUSE_TRY(m_persons.update(m_transaction, m_actor, person));
            outcome = RowOutcome::Updated;
        }
        GATEHOUSE_TRY(writeSealed(row, person.id));
        GATEHOUSE_TRY(recordConsent(row, person.id));
        GATEHOUSE_TRY_ASSIGN(stored, storeSamples(row, person.id, samples, report));
        return stored > 0 && outcome == RowOutcome::Unchanged ? RowOutcome::Updated : outcome;
    }

private:
    Result<people::Person> afterRow(const PersonRow& row, people::Person person)
    {
        person.externalRef = row.ref;
        person.name = row.name;
        person.kind = row.kind.value_or(person.kind);
        person.validity = row.validity.value_or(person.validity);
        if (row.groups) {
            GATEHOUSE_TRY_ASSIGN(groups, groupsNamed(m_transaction, m_clock, m_actor, *row.groups));
            person.groups = groups;
        }
        return people::cleaned(person);
    }

    Result<void> writeSealed(const PersonRow& row, PersonId person)
    {
        if (!row.sealed.idNumber && !row.sealed.birthDate)
            return {};
        return people::SealedFields(m_transaction.database(), m_clock)
            .write(m_transaction, m_actor, person, row.sealed);
    }

    Result<void> recordConsent(const PersonRow& row, PersonId person)
    {
        if (!row.consent)
            return {};
        for (const people::ConsentPurpose purpose : row.purposes) {
            GATEHOUSE_TRY_ASSIGN(existing, m_consents.inForce(person, purpose));
            if (existing)
                continue;
            const auto notice = m_notices.find(purpose);
            if (notice == m_notices.end())
                return failure(ErrorCode::ResourceMissing, QStringLiteral("notice"));
            people::Consent consent;
            consent.person = person;
            consent.purpose = purpose;
            consent.noticeVersion = notice->second.version;
            consent.noticeHash = notice->second.hash;
            consent.form = *row.consent;
            consent.guardian = row.guardian;
            consent.givenAt = m_clock.now();
            const auto recorded = m_consents.record(m_transaction, m_actor, consent);
            // Told by the column that has the way out.
            if (!recorded && recorded.error().code == ErrorCode::GuardianNeeded)
                return failure(ErrorCode::InvalidArgument, QStringLiteral("guardian"));
            GATEHOUSE_TRY(recorded);
        }
        return {};
    }

    // How many templates were new.
    Result<int> storeSamples(
        const PersonRow& row, PersonId person, const QList<FaceSample>& samples, ImportReport& report)
    {
        if (samples.isEmpty())
            return 0;
        GATEHOUSE_TRY_ASSIGN(present, m_templates.ofPerson(m_actor, person));
        int stored = 0;
        for (const FaceSample& sample : samples) {
            people::FaceTemplate faceTemplate = sample.faceTemplate;
            faceTemplate.person = person;
            GATEHOUSE_TRY_ASSIGN(turned, m_templates.turned(faceTemplate.vector));
            const bool isThere = std::any_of(present.cbegin(), present.cend(), [&](const people::FaceTemplate& other) {
                return other.model == faceTemplate.model && vision::similarity(other.vector, turned) > SamePicture;
            });
            if (isThere)
                continue;
            if (present.size() >= MaximumTemplatesAPerson) {
                report.pictureProblems.append({ row.ref, row.line, QStringLiteral("pictures"),
                    ErrorCode::InvalidArgument, QStringLiteral("the person has ten pictures already") });
                break;
            }
            const auto added = m_templates.add(m_transaction, m_actor, faceTemplate, sample.picture.bytes);
            if (!added && added.error().code != ErrorCode::ConsentMissing)
                return added.error();
            if (!added) {
                report.pictureProblems.append({ row.ref, row.line, QStringLiteral("consent"), ErrorCode::ConsentMissing,
                    QStringLiteral("without a consent no picture is enrolled") });
                break;
            }
            faceTemplate.vector = turned;
            present.append(faceTemplate);
            ++stored;
        }
        report.templates += stored;
        return stored;
    }

    store::Transaction& m_transaction;
    const Clock& m_clock;
    const security::ActingOperator& m_actor;
    const people::ConsentNotices& m_notices;
    people::PersonRegistry m_persons;
    people::ConsentLedger m_consents;
    people::FaceTemplates m_templates;
};

ImportReport reportOf(const PersonFile& file, const PersonPictures& pictures)
{
    ImportReport report;
    report.rows = static_cast<int>(file.rows.size());
    report.problems = file.problems;
    report.pictureProblems = file.pictureProblems + pictures.problems;
    return report;
}

// At most so many: a person, their sealed fields and their consents a row.
int keysNeeded(const PersonFile& file)
{
    int count = static_cast<int>(file.rows.size());
    for (const PersonRow& row : file.rows) {
        count += (row.sealed.idNumber ? 1 : 0) + (row.sealed.birthDate ? 1 : 0);
        count += row.consent ? static_cast<int>(row.purposes.size()) : 0;
    }
    return count;
}

auto rowImport(store::Transaction& transaction, const Clock& clock, const security::ActingOperator& actor,
    const people::ConsentNotices& notices, const PersonPictures& pictures)
{
    return [import = PersonImport(transaction, clock, actor, notices), &pictures](const PersonRow& row,
               ImportReport& report) mutable { return import.importRow(row, pictures.samples.value(row.ref), report); };
}

} // namespace

Result<ImportReport> importPersons(store::Database& database, const Clock& clock, const security::ActingOperator& actor,
    const PersonFile& file, const PersonPictures& pictures, const people::ConsentNotices& notices, ImportMode mode,
    const ImportProgress& progress)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EditPeople));
    const security::ActingOperator working = actor.carryingOn();
    if (mode == ImportMode::Commit)
        GATEHOUSE_TRY(security::SubjectKeys(database, clock).stock(keysNeeded(file)));
    return importRows(database, file, reportOf(file, pictures), static_cast<int>(file.rows.size()), mode, progress,
        [&](store::Transaction& transaction) { return rowImport(transaction, clock, working, notices, pictures); });
}

Result<ImportReport> tryPersons(store::Database& database, const Clock& clock, const security::ActingOperator& actor,
    const PersonFile& file, const PersonPictures& pictures, const people::ConsentNotices& notices,
    const std::optional<ImportReport>& soFar)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EditPeople));
    return importRows(database, file, soFar ? *soFar : reportOf(file, pictures), RowsTriedAtOnce, ImportMode::DryRun,
        {}, [&](store::Transaction& transaction) { return rowImport(transaction, clock, actor, notices, pictures); });
}

} // namespace gatehouse::enrolment
