#pragma once

#include <QString>
#include <QTranslator>

#include <memory>
#include <vector>

namespace gatehouse::ui {

// The language the program speaks: our own texts and Qt's. English is in the sources, its file holds the plurals. The
// thread of the application object.
class Languages
{
public:
    ~Languages();
    // "en", "de", "zh_CN"; empty or unknown: the system's, else English. Also sets the default QLocale.
    void use(const QString& code);
    [[nodiscard]] const QString& current() const { return m_current; }

private:
    void install(std::unique_ptr<QTranslator> translator);
    void remove();
    std::vector<std::unique_ptr<QTranslator>> m_translators;
    QString m_current;
};

} // namespace gatehouse::ui
