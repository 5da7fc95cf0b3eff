#include "ui/people/PeoplePage.h"

#include "core/people/ConsentLedger.h"
#include "core/people/FaceTemplates.h"
#include "core/people/GroupRegistry.h"
#include "ui/common/ReasonText.h"
#include "ui/people/EnrolForm.h"
#include "ui/people/FaceStudio.h"
#include "ui/people/ImportForm.h"
#include "ui/people/PersonDetail.h"
#include "ui/people/PersonForm.h"
#include "ui/people/Standing.h"
#include "ui/people/ValidityFields.h"

#include <QComboBox>

namespace gatehouse::ui {

namespace {

constexpr int FinderResults = 6;

EmptyState* emptyPeople(const SiteContext& context)
{
    return new EmptyState(context.appearance, Icon::Users, PeoplePage::tr("Nobody is here yet"),
        PeoplePage::tr("Employees, residents, contractors and visitors stand here with what they may do. Add the first "
                       "person, or import a list."),
        context.session.may(security::Permission::EditPeople) ? PeoplePage::tr("Add person") : QString());
}

QString faceText(const people::Person& person)
{
    if (person.templateCount > 0)
        return PeoplePage::tr("%n picture(s)", nullptr, person.templateCount);
    return person.hasFaceConsent ? PeoplePage::tr("consent, no picture") : QString();
}

} // namespace

PeoplePage::PeoplePage(const SiteContext& context, QWidget* parent)
    : RegisterPage(context, QStringLiteral("people"), tr("People"), emptyPeople(context), parent)
    , m_model(nullptr)
    , m_kind(new QComboBox)
    , m_group(new QComboBox)
    , m_onlyActive(new Button(context.appearance, ButtonLook::Chip, tr("Only active")))
    , m_groupNames(std::make_shared<QHash<GroupId, QString>>())
    , m_studio(std::make_unique<FaceStudio>(context.site.reader(), context.clock))
{
    addSearch(tr("Name or reference"));
    m_kind->setObjectName(QStringLiteral("kindFilter"));
    m_kind->setAccessibleName(tr("Kind"));
    m_kind->addItem(tr("Every kind"), -1);
    for (const people::PersonKind kind : people::AllPersonKinds)
        m_kind->addItem(personKindText(kind), int(kind));
    m_group->setObjectName(QStringLiteral("groupFilter"));
    m_group->setAccessibleName(tr("Group"));
    m_group->addItem(tr("Every group"), 0);
    m_onlyActive->setCheckable(true);
    m_onlyActive->setObjectName(QStringLiteral("onlyActive"));
    addFilter(m_kind);
    addFilter(m_group);
    addFilter(m_onlyActive);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] { applyFilters(); });
    connect(m_group, &QComboBox::currentIndexChanged, this, [this] { applyFilters(); });
    connect(m_onlyActive, &QPushButton::toggled, this, [this] { applyFilters(); });

    if (context.session.may(security::Permission::EditPeople)) {
        auto* import = addAction(ButtonLook::Plain, Icon::Upload, tr("Import…"), QStringLiteral("import"));
        connect(import, &QPushButton::clicked, this,
            [this] { startEditor(new ImportForm(this->context(), ImportKind::People)); });
        auto* addPerson = addAction(ButtonLook::Primary, Icon::Add, tr("Add person"), QStringLiteral("add"));
        connect(addPerson, &QPushButton::clicked, this, &PeoplePage::add);
        connect(table().findChild<EmptyState*>(), &EmptyState::actionTriggered, this, &PeoplePage::add);
    }
    m_model = new Model(
        columns(), [](const people::Person& person) { return person.id.value(); }, loader(), this);
    setModel(m_model);
}

PeoplePage::~PeoplePage() = default;

PageEntry PeoplePage::entry()
{
    return { QStringLiteral("people"), [] { return tr("People"); }, Icon::Users, security::Permission::ViewPeople,
        [](const SiteContext& context) { return new PeoplePage(context); } };
}

FinderSource PeoplePage::finder()
{
    return { security::Permission::ViewPeople,
        [](const SiteContext& context, const QString& text, QObject* receiver,
            std::function<void(QList<FinderResult>)> done) {
            context.site.reader().request(
                [actor = context.session.actor(), &clock = context.clock, text](store::Database& database) {
                    people::PersonQuery query;
                    query.text = text;
                    query.limit = FinderResults;
                    return people::PersonRegistry(database, clock).list(actor, query);
                },
                receiver,
                [done = std::move(done)](const Result<people::Page<people::Person>>& page) {
                    QList<FinderResult> results;
                    if (page) {
                        for (const people::Person& person : page->rows) {
                            results.append({ person.name, personKindText(person.kind), Icon::User,
                                { QStringLiteral("people"), person.id.value() } });
                        }
                    }
                    done(results);
                });
        } };
}

void PeoplePage::activated()
{
    loadGroups();
    m_model->reload();
}

PeoplePage::Model::Columns PeoplePage::columns() const
{
    const auto standing = [clock = &context().clock](const people::Person& person) {
        return standingWords(person.isActive, person.validity, clock->now());
    };
    const auto until = [time = context().time](const people::Person& person) {
        return person.validity.until ? validityText({ {}, person.validity.until }, time) : QString();
    };
    const auto groups = [names = m_groupNames](const people::Person& person) {
        QStringList list;
        for (const GroupId group : person.groups)
            list.append(names->value(group));
        return list.join(QStringLiteral(", "));
    };
    return {
        { QStringLiteral("name"), tr("Name"), [](const people::Person& person) { return person.name; }, {}, {}, {}, {},
            { Qt::AlignLeft, Face::System, 190 } },
        { QStringLiteral("kind"), tr("Kind"), [](const people::Person& person) { return personKindText(person.kind); },
            {}, [](const people::Person&) { return Role::Muted; }, {}, {}, { Qt::AlignLeft, Face::System, 104 } },
        { QStringLiteral("ref"), tr("Reference"), [](const people::Person& person) { return person.externalRef; }, {},
            {}, {}, {}, { Qt::AlignLeft, Face::Code, 104 } },
        { QStringLiteral("groups"), tr("Groups"), groups, {}, {}, {}, {}, { Qt::AlignLeft, Face::System, 170 } },
        { QStringLiteral("face"), tr("Face"), faceText,
            [](const people::Person& person) { return person.templateCount; },
            [](const people::Person&) { return Role::Muted; },
            [](const people::Person& person) {
                return person.templateCount > 0 ? std::optional(Icon::Face) : std::nullopt;
            },
            {}, { Qt::AlignLeft, Face::System, 132 } },
        { QStringLiteral("until"), tr("Valid"), until, {}, {}, {}, {},
            { Qt::AlignLeft, Face::System, 150, Shown::OnRequest } },
        { QStringLiteral("state"), tr("State"),
            [standing](const people::Person& person) { return standing(person).text; }, {},
            [standing](const people::Person& person) {
                const StandingWords words = standing(person);
                return words.tone == Role::Allow ? Role::Muted : words.tone; // colour only where somebody must look
            },
            [standing](const people::Person& person) {
                const StandingWords words = standing(person);
                return words.tone == Role::Allow ? std::nullopt : std::optional(words.icon);
            },
            {}, { Qt::AlignLeft, Face::System, 110 } },
    };
}

PeoplePage::Model::Loader PeoplePage::loader()
{
    people::PersonQuery query;
    query.text = searchText();
    if (m_kind->currentData().toInt() >= 0)
        query.kind = people::PersonKind(m_kind->currentData().toInt());
    if (m_group->currentData().toLongLong() > 0)
        query.group = GroupId(m_group->currentData().toLongLong());
    query.onlyActive = m_onlyActive->isChecked();
    return storeLoader<people::Person>(context().site.reader(), this,
        [query, actor = context().session.actor(), &clock = context().clock](
            store::Database& database, const SliceRequest<people::Person>& request) -> Result<Slice<people::Person>> {
            people::PersonQuery slice = query;
            slice.offset = request.offset;
            slice.limit = request.limit;
            GATEHOUSE_TRY_ASSIGN(page, people::PersonRegistry(database, clock).list(actor, slice));
            return Slice<people::Person> { page.rows, page.total };
        });
}

void PeoplePage::applyFilters()
{
    m_model->setLoader(loader());
}

void PeoplePage::loadGroups()
{
    context().site.reader().request(
        [actor = context().session.actor(), &clock = context().clock](
            store::Database& database) { return people::GroupRegistry(database, clock).list(actor); },
        this,
        [this](const Result<QList<people::Group>>& groups) {
            if (!groups) {
                showProblem(groups.error());
                return;
            }
            m_groups = *groups;
            fillGroupFilter(m_group, m_groups, *m_groupNames);
            table().view()->viewport()->update();
        });
}

void PeoplePage::loadDetail(qint64 id)
{
    context().site.reader().request(
        [actor = context().session.actor(), &clock = context().clock, id](
            store::Database& database) { return readPersonRecord(database, clock, actor, PersonId(id)); },
        this,
        [this](const Result<PersonRecord>& record) {
            if (record) {
                showRecord(*record);
            } else {
                closeDetail();
                showProblem(record.error());
            }
        });
}

void PeoplePage::showRecord(const PersonRecord& record)
{
    auto* detail = new PersonDetail(context(), record);
    connect(detail, &PersonDetail::enrolRequested, this,
        [this, record] { startEditor(new EnrolForm(context(), *m_studio, record)); });
    connect(detail, &PersonDetail::withdrawRequested, this, [this, record](ConsentId consent) {
        withdraw(record.person, consent, static_cast<int>(record.pictures.size()));
    });
    connect(detail, &PersonDetail::removePictureRequested, this,
        [this, record](TemplateId picture) { removePicture(record.person, picture); });
    QList<QWidget*> foot;
    if (context().session.may(security::Permission::EditPeople)) {
        auto* remove = new Button(context().appearance, ButtonLook::Deny, tr("Remove"));
        remove->setObjectName(QStringLiteral("remove"));
        connect(remove, &QPushButton::clicked, this, [this, record] { removePerson(record); });
        auto* edit = new Button(context().appearance, ButtonLook::Plain, Icon::Edit, tr("Change"));
        edit->setObjectName(QStringLiteral("edit"));
        connect(edit, &QPushButton::clicked, this,
            [this, record] { startEditor(new PersonForm(context(), record.groups, record.person)); });
        foot = { remove, edit };
    }
    showDetail(record.person.id.value(), tr("Person"), detail, foot);
}

void PeoplePage::add()
{
    startEditor(new PersonForm(context(), m_groups, {}));
}

void PeoplePage::withdraw(const people::Person& person, ConsentId consent, int pictures)
{
    context().prompts.confirm(this,
        { tr("Withdraw the consent of %1?").arg(person.name),
            tr("%n picture(s) and what recognition knows of this face are deleted at once. Plate and pass go on "
               "working.",
                nullptr, pictures),
            tr("Withdraw"), true, {} },
        [this, id = person.id, consent](bool isSure) {
            if (!isSure)
                return;
            change(
                [&clock = context().clock, consent](store::Database& database, const security::ActingOperator& actor) {
                    return people::ConsentLedger(database, clock).withdraw(actor, consent);
                },
                id);
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
            change(
                [&clock = context().clock, picture](store::Database& database, const security::ActingOperator& actor) {
                    return people::FaceTemplates(database, clock).remove(actor, picture);
                },
                id);
        });
}

void PeoplePage::removePerson(const PersonRecord& record)
{
    const people::Person& person = record.person;
    context().prompts.confirm(this,
        { tr("Remove %1?").arg(person.name),
            tr("The entry, its consents and %n picture(s) are gone. Past events stay, without the name.", nullptr,
                int(record.pictures.size())),
            tr("Remove"), true, person.name },
        [this, id = person.id](bool isSure) {
            if (!isSure)
                return;
            change(
                [&clock = context().clock, id](store::Database& database, const security::ActingOperator& actor) {
                    return people::PersonRegistry(database, clock).remove(actor, id);
                },
                {});
        });
}

void PeoplePage::change(
    std::function<Result<void>(store::Database&, const security::ActingOperator&)> command, PersonId shown)
{
    context().site.writer().request([actor = context().session.actor(), command = std::move(command)](
                                        store::Database& database) { return command(database, actor); },
        this,
        [this, shown](const Result<void>& outcome) {
            if (outcome)
                changed(shown.value());
            else
                showProblem(outcome.error());
        });
}

} // namespace gatehouse::ui
