#pragma once

#include "core/security/Records.h"
#include "ui/common/FormField.h"
#include "ui/common/SiteContext.h"

#include <QHash>
#include <QWidget>

class QVBoxLayout;

namespace gatehouse::ui {

// The body of a side panel in which one record of the store is entered or changed: fields one below the other, saved on
// the writer, refusals shown beside the field they speak of. A form subclasses it, adds its fields, calls remember()
// last, and says what its inputs are (fingerprint) and how they are stored (save). GUI thread.
class RecordForm : public QWidget
{
    Q_OBJECT

public:
    RecordForm(const SiteContext& context, const QString& title, const QString& saveWord, QWidget* parent = nullptr);

    [[nodiscard]] const QString& title() const { return m_title; }
    [[nodiscard]] const QString& saveWord() const { return m_saveWord; }
    [[nodiscard]] bool isDirty() const { return fingerprint() != m_before; }
    [[nodiscard]] bool isSaving() const { return m_isSaving; }
    // Saves and then emits saved(), or says beside the field why not.
    virtual void save() = 0;

Q_SIGNALS:
    void savingChanged();
    // It is in the store under that id.
    void saved(qint64 id);

protected:
    // Everything that is entered, as one text: two equal ones mean that nothing was changed.
    [[nodiscard]] virtual QString fingerprint() const = 0;
    void remember() { m_before = fingerprint(); }

    [[nodiscard]] const SiteContext& context() const { return m_context; }
    [[nodiscard]] QVBoxLayout* column() const { return m_column; }
    // `code` is what core names the field in an error's detail; `mistake` is said when core calls it invalid or not
    // there. Enter in a line of text saves.
    FormField* addField(
        const QString& code, const QString& label, QWidget* editor, const QString& help, const QString& mistake);
    void addWidget(QWidget* widget);
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

private:
    struct KnownField
    {
        FormField* field = nullptr;
        QString mistake;
    };
    bool beginSaving();
    void endSaving(const Result<qint64>& outcome);

    const SiteContext& m_context;
    const QString m_title;
    const QString m_saveWord;
    QVBoxLayout* m_column;
    Label* m_failure;
    QHash<QString, KnownField> m_fields;
    QString m_before;
    bool m_isSaving = false;
};

} // namespace gatehouse::ui
