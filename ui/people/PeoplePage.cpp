#include "ui/people/PeoplePage.h"

#include "core/base/PrivateFile.h"
#include "core/people/ConsentLedger.h"
#include "core/people/FaceTemplates.h"
#include "core/people/PeopleCount.h"
#include "ui/common/ApprovedActForm.h"
#include "ui/people/EnrolForm.h"
#include "ui/people/FaceStudio.h"
#include "ui/people/LeftoverText.h"
#include "ui/people/PersonDetail.h"
#include "ui/people/PersonForm.h"
#include "ui/people/ProofView.h"
#include "ui/words/FilingText.h"
#include "ui/words/ReasonText.h"

#include <QComboBox>

namespace gatehouse::ui {

namespace {

QString faceText(const people::Person& person)
{
    if (person.templateCount > 0)
        return PeoplePage::tr("%n picture(s)", nullptr, person.templateCount);
    return person.hasFaceConsent ? PeoplePage::tr("consent, no picture") : QString();
}

FinderResult foundPerson(const people::Person& person)
{
    return { person.name, personKindText(person.kind), Icon::User, { QStringLiteral("people"), person.id.value() } };
}

} // namespace

PeoplePage::PeoplePage(const SiteContext& context, QWidget* parent)
    : RegisterPage(context,
        { QStringLiteral("people"), tr("People"), tr("Name or reference"), tr("Add person"), Icon::Users,
            tr("Nobody is here yet"),
            tr("Employees, residents, contractors and visitors stand here with what they may do. Add the first "
               "person, or import a list.") },
        parent)
    , m_model(new Model(
          columns(), [](const people::Person& person) { return person.id.value(); },
          registryLoader<people::PersonRegistry, people::Person>(people::PersonQuery())))
    , m_kind(new QComboBox)
    , m_studio(std::make_unique<FaceStudio>(context.site, context.clock))
{
    m_kind->setObjectName(QStringLiteral("kindFilter"));
    m_kind->setAccessibleName(tr("Kind"));
    m_kind->addItem(tr("Every kind"), -1);
    for (const people::PersonKind kind : people::AllPersonKinds)
        m_kind->addItem(personKindText(kind), int(kind));
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] { applyFilters(); });
    build(m_model, ImportKind::People, security::Permission::EditPeople, { m_kind });
}

PeoplePage::~PeoplePage() = default;

PageEntry PeoplePage::entry()
{
    return { QStringLiteral("people"), [] { return tr("People"); }, Icon::Users, security::Permission::ViewPeople,
        [](const SiteContext& context) { return new PeoplePage(context); } };
}

FinderSource PeoplePage::finder()
{
    return registryFinder<people::PersonRegistry, people::Person, people::PersonQuery>(
        security::Permission::ViewPeople, foundPerson);
}

PeoplePage::Model::Columns PeoplePage::columns() const
{
    return {
        { QStringLiteral("name"), tr("Name"), [](const people::Person& person) { return person.name; }, {}, {}, {}, {},
            { Qt::AlignLeft, Face::System, 190 } },
        { QStringLiteral("kind"), tr("Kind"), [](const people::Person& person) { return personKindText(person.kind); },
            {}, [](const people::Person&) { return Role::Muted; }, {}, {}, { Qt::AlignLeft, Face::System, 104 } },
        { QStringLiteral("ref"), tr("Reference"), [](const people::Person& person) { return person.externalRef; }, {},
            {}, {}, {}, { Qt::AlignLeft, Face::Code, 104 } },
        groupsColumn<people::Person>(170),
        { QStringLiteral("face"), tr("Face"), faceText,
            [](const people::Person& person) { return person.templateCount; },
            [](const people::Person&) { return Role::Muted; },
            [](const people::Person& person) {
                return person.templateCount > 0 ? std::optional(Icon::Face) : std::nullopt;
            },
            {}, { Qt::AlignLeft, Face::System, 132 } },
        validColumn<people::Person>(),
        stateColumn<people::Person>(),
    };
}

void PeoplePage::activated()
{
    RegisterPage::activated();
    count();
}

// Said to those who would have to file: the site's privacy officer and its administrator.
void PeoplePage::count()
{
    if (!context().session.may(security::Permission::ViewImpactAssessment))
        return;
    context().site.reader().request(
        [actor = context().session.actor()](store::Database& database) { return people::countPeople(actor, database); },
        this,
        [this](const Result<people::PeopleCount>& counted) {
            if (!counted || counted->level() == people::FilingLevel::Below)
                return;
            const bool isClose = counted->level() == people::FilingLevel::Close;
            showNotice(isClose ? Role::Deny : Role::Ask, filingText(*counted));
        });
}

void PeoplePage::applyFilters()
{
    people::PersonQuery query;
    query.text = searchText();
    if (m_kind->currentData().toInt() >= 0)
        query.kind = people::PersonKind(m_kind->currentData().toInt());
    query.group = chosenGroup();
    query.onlyActive = onlyActive();
    m_model->setLoader(registryLoader<people::PersonRegistry, people::Person>(query));
}

void PeoplePage::rowChosen(int, qint64 id)
{
    context().site.reader().request(
        [&site = context().site, actor = context().session.actor(), &clock = context().clock, id](
            store::Database& database) -> Result<PersonRecord> {
            GATEHOUSE_TRY_ASSIGN(record, readPersonRecord(database, clock, actor, PersonId(id)));
            GATEHOUSE_TRY(
                site.noteReading(actor, { QStringLiteral("person.view"), { QStringLiteral("person"), id }, 1, {} }));
            return record;
        },
        this,
        [this](const Result<PersonRecord>& record) {
            if (record) {
                showRecord(*record);
            } else {
                closePanel();
                showProblem(record.error());
            }
        });
}

void PeoplePage::showRecord(const PersonRecord& record)
{
    auto* detail = new PersonDetail(context(), record);
    connect(detail, &PersonDetail::enrolRequested, this,
        [this, record] { startForm(new EnrolForm(context(), *m_studio, record, EnrolForm::Consents::WhereNeeded)); });
    connect(detail, &PersonDetail::furtherConsentRequested, this,
        [this, record] { startForm(new EnrolForm(context(), *m_studio, record, EnrolForm::Consents::Further)); });
    connect(detail, &PersonDetail::withdrawRequested, this,
        [this, record](const people::Consent& consent) { withdraw(record.person, consent); });
    connect(detail, &PersonDetail::withdrawAllRequested, this, [this, record] { withdrawAll(record); });
    connect(
        detail, &PersonDetail::proofRequested, this, [this](const people::Consent& consent) { showProof(consent); });
    connect(detail, &PersonDetail::removePictureRequested, this,
        [this, record](TemplateId picture) { removePicture(record.person, picture); });
    const bool mayEdit = context().session.may(security::Permission::EditPeople);
    const qint64 id = record.person.id.value();
    if (id == shownKey())
        m_shown = record;
    QList<QWidget*> buttons = mayEdit ? rowButtons(0, id, tr("Change")) : QList<QWidget*>();
    const bool mayRemove =
        record.person.kind == people::PersonKind::Visitor || context().session.may(security::Permission::RemovePeople);
    if (mayEdit && !mayRemove)
        delete buttons.takeFirst();
    showDetail(id, tr("Person"), detail, buttons);
}

void PeoplePage::startRow(int, qint64 id)
{
    if (id == 0)
        startForm(new PersonForm(context(), groups(), {}));
    else
        startForm(new PersonForm(context(), m_shown.groups, m_shown.person));
}

void PeoplePage::withdrawAll(const PersonRecord& record)
{
    context().prompts.confirm(this,
        { tr("Withdraw every consent of %1?").arg(record.person.name),
            tr("%n picture(s) and what recognition knows of this face are gone for good, in older copies as well. "
               "Plate and pass go on "
               "working.",
                nullptr, static_cast<int>(record.pictures.size())),
            tr("Withdraw"), true, {} },
        [this, id = record.person.id](bool isSure) {
            if (!isSure)
                return;
            change(
                [id](store::Database& database, const security::ActingOperator& actor,
                    const Clock& clock) -> Result<void> {
                    GATEHOUSE_TRY(people::ConsentLedger(database, clock).withdrawAll(actor, id));
                    return {};
                },
                {}, [this, id] { changed(id.value()); });
        });
}

void PeoplePage::withdraw(const people::Person& person, const people::Consent& consent)
{
    context().prompts.confirm(this,
        { tr("Withdraw the consent of %1: %2?").arg(person.name, consentPurposeText(consent.purpose)),
            tr("What stands on it is gone for good, in older copies as well. Other consents stay, and plate and pass "
               "go on working."),
            tr("Withdraw"), true, {} },
        [this, id = person.id, consent = consent.id](bool isSure) {
            if (!isSure)
                return;
            change([consent](store::Database& database, const security::ActingOperator& actor,
                       const Clock& clock) { return people::ConsentLedger(database, clock).withdraw(actor, consent); },
                {}, [this, id] { changed(id.value()); });
        });
}

void PeoplePage::showProof(const people::Consent& consent)
{
    context().site.writer().request(
        [actor = context().session.actor(), &clock = context().clock, id = consent.id](
            store::Database& database) { return people::ConsentLedger(database, clock).proof(actor, id); },
        this,
        [this, consent](const Result<people::ConsentProof>& proof) {
            if (!proof)
                return showProblem(proof.error());
            auto* back = new Button(context().appearance, ButtonLook::Plain, tr("Back"));
            back->setObjectName(QStringLiteral("back"));
            connect(back, &QPushButton::clicked, this, [this, id = shownKey()] { rowChosen(0, id); });
            auto* view = new ProofView(context(), consent, *proof);
            connect(view, &ProofView::exportRequested, this, [this, id = consent.id] { exportProof(id); });
            showDetail(shownKey(), tr("Proof of a consent"), view, { back });
        });
}

void PeoplePage::exportProof(ConsentId id)
{
    const auto start = [this, id](const QString& file) {
        startForm(new ApprovedActForm(context(),
            { people::exportProofProposal(id), tr("Save a copy of the signed form"),
                tr("The copy is not encrypted: whoever has the file reads it. It lies outside the site and is yours to "
                   "delete."),
                tr("Save a copy"), shownKey(),
                [&site = context().site, &clock = context().clock, actor = context().session.actor(), id, file](
                    security::Approval&& approval) -> Result<void> {
                    GATEHOUSE_TRY_ASSIGN(proof, site.writer().call([&](store::Database& database) {
                        return people::ConsentLedger(database, clock).exportProof(actor, id, std::move(approval));
                    }));
                    return replacePrivateFile(file, proof.bytes);
                } }));
    };
    context().prompts.saveFile(
        this, { tr("Signed form"), tr("PDF (*.pdf)"), tr("consent.pdf") }, [start](const QString& file) {
            if (!file.isEmpty())
                start(file);
        });
}

void PeoplePage::removePicture(const people::Person& person, TemplateId picture)
{
    context().prompts.confirm(this,
        { tr("Delete this picture of %1?").arg(person.name),
            tr("The picture and its template are gone. The other pictures and the consent stay."), tr("Delete"), true,
            {} },
        [this, id = person.id, picture](bool isSure) {
            if (!isSure)
                return;
            change([picture](store::Database& database, const security::ActingOperator& actor,
                       const Clock& clock) { return people::FaceTemplates(database, clock).remove(actor, picture); },
                {}, [this, id] { changed(id.value()); });
        });
}

void PeoplePage::askToRemoveRow(int, qint64)
{
    const people::Person& person = m_shown.person;
    QString lost = tr("The entry, its consents and %n picture(s) are gone.", nullptr, int(m_shown.pictures.size()));
    if (m_shown.leftover)
        lost += QStringLiteral("\n\n") + leftoverText(*m_shown.leftover, context().time);
    context().prompts.confirm(this, { tr("Remove %1?").arg(person.name), lost, tr("Remove"), true, person.name },
        [this, id = person.id, name = person.name](bool isSure) {
            if (isSure)
                remove(id, name);
        });
}

void PeoplePage::remove(PersonId id, const QString& name)
{
    using Left = Result<std::optional<privacy::Leftover>>;
    context().site.writer().request(
        [actor = context().session.actor(), &clock = context().clock, id](store::Database& database) -> Left {
            GATEHOUSE_TRY_ASSIGN(leftover, privacy::leftoverOfRemoval(actor, database, id));
            GATEHOUSE_TRY(people::PersonRegistry(database, clock).remove(actor, id));
            return leftover;
        },
        this,
        [this, name](const Left& leftover) {
            if (!leftover)
                return showProblem(leftover.error());
            changed(0);
            if (*leftover)
                showNotice(Role::Ask,
                    tr("%1 is removed.").arg(name) + QLatin1Char(' ') + leftoverText(**leftover, context().time));
        });
}

} // namespace gatehouse::ui
