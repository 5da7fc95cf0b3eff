#pragma once

#include "core/security/Records.h"
#include "ui/common/FormField.h"
#include "ui/common/PanelForm.h"
#include "ui/common/SiteContext.h"

#include <QHash>

#include <algorithm>
#include <functional>
#include <memory>

class QCheckBox;
class QVBoxLayout;

namespace gatehouse::ui {

// The row a form adds (id 0) or changes, as it was read.
struct RecordRef
{
    security::RecordKind kind;
    qint64 id = 0;
    RowVersion version;
};

// One record of the store entered or changed: fields one below the other, saved on the writer, refusals shown beside
// the field they speak of. When somebody else changed the row meanwhile nothing is written over: the form says who and
// when, shows field by field what is stored and what is entered, and saves over it only when told to. A form subclasses
// it, adds its fields, calls remember() last, and says how they are stored (save) and read again (readAgain). GUI
// thread.
class RecordForm : public PanelForm
{
    Q_OBJECT

public:
    // `title` and `saveWord` of adding one or of changing one, as the record is.
    RecordForm(const SiteContext& context, const RecordRef& record, const QString& title, const QString& saveWord,
        QWidget* parent = nullptr);
    ~RecordForm() override;

    [[nodiscard]] QString title() const override { return m_title; }
    [[nodiscard]] QString saveWord() const override { return m_saveWord; }
    [[nodiscard]] bool canSave() const override { return !m_isSaving; }
    [[nodiscard]] bool isDirty() const override { return fingerprint() != m_before; }

protected:
    using EntryText = std::function<QString()>;

    // Reads the row as the store has it now and makes a form of it, with fetchStored().
    virtual void readAgain() = 0;

    [[nodiscard]] const SiteContext& context() const { return m_context; }
    [[nodiscard]] QVBoxLayout* column() const { return m_column; }
    // The state of the row that save() changes.
    [[nodiscard]] RowVersion version() const { return m_record.version; }

    // `code` is what core names the field in an error's detail; `mistake` is said when core calls it invalid or the
    // thing it chooses is gone. Enter in a line of text saves. `text` is what is entered in words, for editors that are
    // neither lines, numbers, choices nor notes.
    FormField* addField(const QString& code, const QString& label, QWidget* editor, const QString& help,
        const QString& mistake, EntryText text = {});
    // What is said instead of "this name is taken".
    void setTaken(const QString& code, const QString& words);
    void addCheck(const QString& name, QCheckBox* box);
    // Counts as entered under that label without being a field of its own.
    void addEntry(const QString& label, EntryText text);
    void addWidget(QWidget* widget);
    // From here on input counts as unsaved.
    void remember() { m_before = fingerprint(); }
    // Marks the field as core would, before anything is sent.
    void refuse(const QString& code);

    // Runs `work(Database&, ActingOperator, Clock) -> Result<qint64>` on the writer.
    template <typename Work>
    void store(Work work)
    {
        if (!beginSaving())
            return;
        m_context.site.writer().request(
            [work = std::move(work), actor = m_context.session.actor(), &clock = m_context.clock](
                store::Database& database) -> Result<qint64> { return work(database, actor, clock); },
            this, [this](const Result<qint64>& outcome) { endSaving(outcome); });
    }

    // Adds the row through its registry when it is new, changes it otherwise.
    template <typename Registry, typename IdType, typename Row>
    void storeRow(const Row& row, Result<IdType> (Registry::*add)(const security::ActingOperator&, const Row&),
        Result<void> (Registry::*change)(const security::ActingOperator&, const Row&))
    {
        store([row, add, change](store::Database& database, const security::ActingOperator& actor,
                  const Clock& clock) -> Result<qint64> {
            Registry registry(database, clock);
            if (!row.id.isValid()) {
                GATEHOUSE_TRY_ASSIGN(added, (registry.*add)(actor, row));
                return added.value();
            }
            GATEHOUSE_TRY((registry.*change)(actor, row));
            return row.id.value();
        });
    }

    // `read(Database&, ActingOperator, Clock) -> Result<Row>` or `-> Result<QList<Row>>` of which the row of this id is
    // taken; `make(Row) -> RecordForm*`.
    template <typename Row, typename Read, typename Make>
    void fetchStored(Read read, Make make)
    {
        using Outcome = Result<std::pair<Row, std::optional<security::RecordChange>>>;
        m_context.site.reader().request(
            [read = std::move(read), record = m_record, actor = m_context.session.actor(), &clock = m_context.clock](
                store::Database& database) -> Outcome {
                GATEHOUSE_TRY_ASSIGN(row, rowOf<Row>(read(database, actor, clock), record));
                GATEHOUSE_TRY_ASSIGN(change, security::lastChange(actor, database, record.kind, record.id));
                return std::pair(row, change);
            },
            this,
            [this, make = std::move(make)](const Outcome& outcome) {
                if (outcome)
                    compareWith(std::unique_ptr<RecordForm>(make(outcome->first)), outcome->second);
                else
                    showFailure(outcome.error());
            });
    }

private:
    struct KnownField
    {
        FormField* field = nullptr;
        QString mistake;
        QString taken;
    };
    struct Entry
    {
        QString label;
        EntryText text;
    };
    template <typename Row>
    static Result<Row> rowOf(const Result<Row>& row, const RecordRef&)
    {
        return row;
    }
    template <typename Row>
    static Result<Row> rowOf(const Result<QList<Row>>& rows, const RecordRef& record)
    {
        if (!rows)
            return rows.error();
        const auto found = std::find_if(
            rows->cbegin(), rows->cend(), [&record](const Row& row) { return row.id.value() == record.id; });
        if (found == rows->cend())
            return failure(ErrorCode::NotFound, security::recordKindCode(record.kind));
        return *found;
    }

    [[nodiscard]] QString fingerprint() const;
    bool beginSaving();
    void endSaving(const Result<qint64>& outcome);
    bool isSaidBesideItsField(const Error& error);
    void showFailure(const Error& error);
    void compareWith(std::unique_ptr<RecordForm> stored, const std::optional<security::RecordChange>& change);
    void saveOver();

    const SiteContext& m_context;
    RecordRef m_record;
    const QString m_title;
    const QString m_saveWord;
    QVBoxLayout* m_column;
    Label* m_failure;
    Button* m_saveOver;
    QHash<QString, KnownField> m_fields;
    QList<Entry> m_entries;
    std::unique_ptr<RecordForm> m_stored; // what somebody else made of the row, while the two are compared
    QString m_before;
    bool m_isSaving = false;
};

} // namespace gatehouse::ui
