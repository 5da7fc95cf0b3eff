#pragma once

#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

#include <QVBoxLayout>
#include <QWidget>

namespace gatehouse::ui {

// The body of a detail about privacy: words and what they stand for, one below the other. GUI thread.
class FactColumn : public QWidget
{
    Q_OBJECT

public:
    explicit FactColumn(const SiteContext& context, QWidget* parent = nullptr);

protected:
    [[nodiscard]] const SiteContext& context() const { return m_context; }
    [[nodiscard]] QVBoxLayout* column() const { return m_column; }
    // The word in small letters above its value; nothing where the value is empty.
    void addFact(const QString& word, const QString& value, Face face = Face::System);
    void addHeading(const QString& text);
    Label* addText(const QString& text, Role tone = Role::Text);
    // After the last row.
    void close() { m_column->addStretch(1); }

private:
    const SiteContext& m_context;
    QVBoxLayout* m_column;
};

} // namespace gatehouse::ui
