#pragma once

#include "core/people/PersonRegistry.h"
#include "ui/common/FinderSource.h"
#include "ui/common/PagedTableModel.h"
#include "ui/common/RecordsPage.h"
#include "ui/people/ImportForm.h"
#include "ui/people/Standing.h"
#include "ui/people/ValidityFields.h"

#include <QHash>

class QComboBox;

namespace gatehouse::ui {

// The names of the site's groups, shared with the columns that show them.
using GroupNames = std::shared_ptr<QHash<GroupId, QString>>;

// What the registers of people and of vehicles have in common: search, group and "only active" above the table, import
// and add, and the columns that say which groups, until when and how it stands. GUI thread; the store is asked off it.
class RegisterPage : public RecordsPage
{
    Q_OBJECT

public:
    void activated() override;

protected:
    struct Words
    {
        QString tableId; // in the settings
        QString title;
        QString search;
        QString add;
        Icon icon;
        QString emptyTitle;
        QString emptyText;
    };
    RegisterPage(const SiteContext& context, const Words& words, QWidget* parent);

    // Once, in the subclass's constructor: the list with its filters (the subclass's own between search and groups)
    // and, for who holds `edit`, the actions.
    void build(PagedTableBase* model, ImportKind import, security::Permission edit, const QList<QWidget*>& filters);
    // The search or a filter changed: give the model a loader of them.
    virtual void applyFilters() = 0;

    void searchChanged() override { applyFilters(); }
    void formSaved(int list, qint64 id) override;
    [[nodiscard]] std::optional<GroupId> chosenGroup() const;
    [[nodiscard]] bool onlyActive() const { return m_onlyActive->isChecked(); }
    [[nodiscard]] const QList<people::Group>& groups() const { return m_groups; }
    [[nodiscard]] const GroupNames& groupNames() const { return m_groupNames; }
    // After a change: the lanes decide by it, the table shows it, and so does the panel (0: the row is gone).
    void changed(qint64 id);

    // A list or a search of persons or vehicles, for the trail.
    template <typename Row>
    static security::Reading readingOf(const QString& sought, qint64 rows)
    {
        const QString kind = std::is_same_v<Row, people::Person> ? QStringLiteral("person") : QStringLiteral("vehicle");
        const QString verb = sought.isEmpty() ? QStringLiteral(".list") : QStringLiteral(".search");
        return { kind + verb, { kind, 0 }, rows, sought };
    }

    // Pages of `Registry::list(actor, query)`.
    template <typename Registry, typename Row, typename Query>
    typename PagedTableModel<Row>::Loader registryLoader(const Query& query)
    {
        return storeLoader<Row>(context().site.reader(), this,
            [query, &site = context().site, actor = context().session.actor(), &clock = context().clock](
                store::Database& database, const SliceRequest<Row>& request) -> Result<Slice<Row>> {
                Query slice = query;
                slice.offset = request.offset;
                slice.limit = request.limit;
                GATEHOUSE_TRY_ASSIGN(page, Registry(database, clock).list(actor, slice));
                GATEHOUSE_TRY(site.noteReading(actor, readingOf<Row>(query.text, page.total)));
                return Slice<Row> { page.rows, page.total };
            });
    }

    // The first few rows whose text fits, for the finder.
    template <typename Registry, typename Row, typename Query>
    static FinderSource registryFinder(security::Permission permission, FinderResult (*shown)(const Row&))
    {
        return { permission,
            [shown](const SiteContext& context, const QString& text, QObject* receiver,
                std::function<void(QList<FinderResult>)> done) {
                context.site.reader().request(
                    [&site = context.site, actor = context.session.actor(), &clock = context.clock, text](
                        store::Database& database) -> Result<people::Page<Row>> {
                        Query query;
                        query.text = text;
                        query.limit = MostFound;
                        GATEHOUSE_TRY_ASSIGN(page, Registry(database, clock).list(actor, query));
                        GATEHOUSE_TRY(site.noteReading(actor, readingOf<Row>(text, page.total)));
                        return page;
                    },
                    receiver,
                    [shown, done = std::move(done)](const Result<people::Page<Row>>& page) {
                        QList<FinderResult> results;
                        if (page) {
                            for (const Row& row : page->rows)
                                results.append(shown(row));
                        }
                        done(results);
                    });
            } };
    }

    template <typename Row>
    TableColumn<Row> groupsColumn(int width) const
    {
        const auto text = [names = m_groupNames](const Row& row) {
            QStringList list;
            for (const GroupId group : row.groups)
                list.append(names->value(group));
            return list.join(QStringLiteral(", "));
        };
        return { QStringLiteral("groups"), tr("Groups"), text, {}, {}, {}, {}, { Qt::AlignLeft, Face::System, width } };
    }
    template <typename Row>
    TableColumn<Row> validColumn() const
    {
        const auto text = [time = context().time](const Row& row) {
            return row.validity.until ? validityText({ {}, row.validity.until }, time) : QString();
        };
        return { QStringLiteral("until"), tr("Valid"), text, {}, {}, {}, {},
            { Qt::AlignLeft, Face::System, 150, Shown::OnRequest } };
    }
    // Colour only where somebody must look.
    template <typename Row>
    TableColumn<Row> stateColumn() const
    {
        const auto words = [clock = &context().clock](
                               const Row& row) { return standingWords(row.isActive, row.validity, clock->now()); };
        return { QStringLiteral("state"), tr("State"), [words](const Row& row) { return words(row).text; }, {},
            [words](const Row& row) { return words(row).tone == Role::Allow ? Role::Muted : words(row).tone; },
            [words](const Row& row) {
                return words(row).tone == Role::Allow ? std::nullopt : std::optional(words(row).icon);
            },
            {}, { Qt::AlignLeft, Face::System, 110 } };
    }

private:
    static constexpr int MostFound = 6;
    void loadGroups();
    void fillGroups();

    const Words m_words;
    QComboBox* m_group;
    Button* m_onlyActive;
    QList<people::Group> m_groups;
    GroupNames m_groupNames;
};

} // namespace gatehouse::ui
