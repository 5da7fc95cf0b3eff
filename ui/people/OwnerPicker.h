#pragma once

#include "core/people/Person.h"
#include "ui/common/SiteContext.h"

#include <QList>
#include <QWidget>

namespace gatehouse::ui {

class SuggestionLine;

// Chooses a person by typing a part of the name or reference; the first few who fit stand below. Emptying the line
// takes the owner away. GUI thread; the store is asked off it.
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

private:
    void search(int question, const QString& text);
    void choose(int row);

    const SiteContext& m_context;
    PersonId m_owner;
    SuggestionLine* m_line;
    QList<people::Person> m_found;
};

} // namespace gatehouse::ui
