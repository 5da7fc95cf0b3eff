#pragma once

#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

#include <QTimer>

class QLineEdit;
class QListWidget;

namespace gatehouse::ui {

// Chooses a person by typing a part of the name or reference: the first few who fit stand below, arrow keys and Enter
// or a click take one. Emptying the line takes the owner away.
class OwnerPicker : public QWidget
{
    Q_OBJECT

public:
    OwnerPicker(const SiteContext& context, PersonId owner, const QString& name, QWidget* parent = nullptr);

    // Invalid: nobody.
    [[nodiscard]] PersonId owner() const { return m_owner; }
    // As it stands in the line.
    [[nodiscard]] QString text() const;
    // Something is typed that nobody was chosen for.
    [[nodiscard]] bool isUndecided() const;

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search();
    void choose(int row);

    const SiteContext& m_context;
    PersonId m_owner;
    QLineEdit* m_line;
    QListWidget* m_found;
    QTimer m_pause;
    int m_generation = 0;
};

} // namespace gatehouse::ui
