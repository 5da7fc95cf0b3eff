#include "ui/access/NameForm.h"

#include "core/access/AccessNames.h"
#include "core/access/RuleBook.h"
#include "core/people/GroupRegistry.h"

#include <QLineEdit>

namespace gatehouse::ui {

namespace {

QString nameFormTitle(NameForm::Thing thing, qint64 id)
{
    if (thing == NameForm::Thing::Zone)
        return id == 0 ? NameForm::tr("New zone") : NameForm::tr("Rename zone");
    return id == 0 ? NameForm::tr("New group") : NameForm::tr("Rename group");
}

QString nameFormWord(NameForm::Thing thing, qint64 id)
{
    if (id != 0)
        return NameForm::tr("Save");
    return thing == NameForm::Thing::Zone ? NameForm::tr("Add zone") : NameForm::tr("Add group");
}

Result<qint64> storeZone(store::Database& database, const security::ActingOperator& actor, const Clock& clock,
    qint64 id, const QString& name)
{
    access::RuleBook book(database, clock);
    if (id == 0) {
        GATEHOUSE_TRY_ASSIGN(added, book.addZone(actor, name));
        return added.value();
    }
    GATEHOUSE_TRY(book.renameZone(actor, ZoneId(id), name));
    return id;
}

Result<qint64> storeGroup(store::Database& database, const security::ActingOperator& actor, const Clock& clock,
    qint64 id, const QString& name)
{
    people::GroupRegistry groups(database, clock);
    if (id == 0) {
        GATEHOUSE_TRY_ASSIGN(added, groups.add(actor, name));
        return added.value();
    }
    GATEHOUSE_TRY(groups.rename(actor, GroupId(id), name));
    return id;
}

} // namespace

NameForm::NameForm(const SiteContext& context, Thing thing, qint64 id, const QString& name, QWidget* parent)
    : RecordForm(context, nameFormTitle(thing, id), nameFormWord(thing, id), parent)
    , m_thing(thing)
    , m_id(id)
    , m_name(new QLineEdit(name))
{
    m_name->setMaxLength(access::MaximumNameLength);
    // Core names the field of a group differently from that of a zone.
    addField(thing == Thing::Zone ? QStringLiteral("name") : QStringLiteral("group"), tr("Name"), m_name,
        thing == Thing::Zone ? tr("A part of the site that lanes lead to: yard, plant, second floor.")
                             : tr("People and vehicles that may pass alike: staff, night shift, suppliers."),
        tr("Give a name of at most 60 letters."));
    m_name->setObjectName(QStringLiteral("name"));
    remember();
}

QString NameForm::fingerprint() const
{
    return m_name->text();
}

void NameForm::save()
{
    store([thing = m_thing, id = m_id, name = m_name->text()](
              store::Database& database, const security::ActingOperator& actor, const Clock& clock) {
        return thing == Thing::Zone ? storeZone(database, actor, clock, id, name)
                                    : storeGroup(database, actor, clock, id, name);
    });
}

} // namespace gatehouse::ui
