#include "ui/access/NameForm.h"

#include "core/access/AccessNames.h"
#include "core/access/RuleBook.h"
#include "core/people/GroupRegistry.h"

#include <QLineEdit>

namespace gatehouse::ui {

using security::RecordKind;

namespace {

QString nameFormTitle(RecordKind kind, qint64 id)
{
    if (kind == RecordKind::Zone)
        return id == 0 ? NameForm::tr("New zone") : NameForm::tr("Rename zone");
    return id == 0 ? NameForm::tr("New group") : NameForm::tr("Rename group");
}

QString nameFormWord(RecordKind kind, qint64 id)
{
    if (id != 0)
        return NameForm::tr("Save");
    return kind == RecordKind::Zone ? NameForm::tr("Add zone") : NameForm::tr("Add group");
}

Result<qint64> storeZone(
    store::Database& database, const security::ActingOperator& actor, const Clock& clock, const access::Zone& zone)
{
    access::RuleBook book(database, clock);
    if (!zone.id.isValid()) {
        GATEHOUSE_TRY_ASSIGN(added, book.addZone(actor, zone.name));
        return added.value();
    }
    GATEHOUSE_TRY(book.renameZone(actor, zone));
    return zone.id.value();
}

Result<qint64> storeGroup(
    store::Database& database, const security::ActingOperator& actor, const Clock& clock, const people::Group& group)
{
    people::GroupRegistry groups(database, clock);
    if (!group.id.isValid()) {
        GATEHOUSE_TRY_ASSIGN(added, groups.add(actor, group.name));
        return added.value();
    }
    GATEHOUSE_TRY(groups.rename(actor, group));
    return group.id.value();
}

} // namespace

NameForm::NameForm(const SiteContext& context, const access::Zone& zone, QWidget* parent)
    : NameForm(context, { RecordKind::Zone, zone.id.value(), zone.name, zone.version }, parent)
{
}

NameForm::NameForm(const SiteContext& context, const people::Group& group, QWidget* parent)
    : NameForm(context, { RecordKind::Group, group.id.value(), group.name, group.version }, parent)
{
}

NameForm::NameForm(const SiteContext& context, const Named& named, QWidget* parent)
    : RecordForm(context, { named.kind, named.id, named.version }, nameFormTitle(named.kind, named.id),
        nameFormWord(named.kind, named.id), parent)
    , m_before(named)
    , m_name(new QLineEdit(named.name))
{
    const bool isZone = named.kind == RecordKind::Zone;
    m_name->setMaxLength(access::MaximumNameLength);
    // Core names the field of a group differently from that of a zone.
    addField(isZone ? QStringLiteral("name") : QStringLiteral("group"), tr("Name"), m_name,
        isZone ? tr("A part of the site that lanes lead to: yard, plant, second floor.")
               : tr("People and vehicles that may pass alike: staff, night shift, suppliers."),
        tr("Give a name of at most 60 letters."));
    m_name->setObjectName(QStringLiteral("name"));
    remember();
}

void NameForm::save()
{
    store([kind = m_before.kind, id = m_before.id, read = version(), name = m_name->text()](
              store::Database& database, const security::ActingOperator& actor, const Clock& clock) {
        if (kind == RecordKind::Zone)
            return storeZone(database, actor, clock, { ZoneId(id), name, read });
        people::Group group;
        group.id = GroupId(id);
        group.name = name;
        group.version = read;
        return storeGroup(database, actor, clock, group);
    });
}

void NameForm::readAgain()
{
    if (m_before.kind == RecordKind::Zone) {
        fetchStored<access::Zone>([](store::Database& database, const security::ActingOperator& actor,
                                      const Clock& clock) { return access::RuleBook(database, clock).zones(actor); },
            [this](const access::Zone& zone) { return new NameForm(context(), zone); });
        return;
    }
    fetchStored<people::Group>([](store::Database& database, const security::ActingOperator& actor,
                                   const Clock& clock) { return people::GroupRegistry(database, clock).list(actor); },
        [this](const people::Group& group) { return new NameForm(context(), group); });
}

} // namespace gatehouse::ui
