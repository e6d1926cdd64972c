/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words of languages that are no subject of a lecture. The stop words are
 * Snowball's (https://snowballstem.org, BSD 3-clause, (c) 2001 Martin Porter,
 * (c) 2002 Richard Boulton), with those added that its lists lack and that a
 * lecturer says all the time; those of Polish, Chinese, Japanese and Korean are
 * our own. All are in lower case and apart by spaces.
 */
#include "text/language-words.h"

static const LecLanguageWords languages[] = {
  {
    .code = "en",
    .stemmer = "english",
    .stop_words =
      "i me my myself we our ours ourselves you your yours yourself yourselves he him his himself "
      "she her hers herself it its itself they them their theirs themselves what which who whom "
      "this that these those am is are was were be been being have has had having do does did "
      "doing a an the and but if or because as until while of at by for with about against "
      "between into through during before after above below to from up down in out on off over "
      "under again further then once here there when where why how all any both each few more "
      "most other some such no nor not only own same so than too very s t can will just don "
      "should now ll ve re d m cannot could would shall may might must also however therefore "
      "thus hence yet although though since unless upon within without among amongst per via etc "
      "ie eg us one another whether either neither every everything anything nothing something "
      "someone anyone everyone nobody somebody much many lot lots quite rather really actually "
      "basically simply perhaps maybe almost already always never often sometimes usually ever "
      "else still even like okay ok yes well um uh er oh right let lets gonna wanna get gets got "
      "getting go goes going gone went come comes came coming make makes made making take takes "
      "took taken taking give gives gave given giving put puts says said saying tell tells told "
      "know knows knew known think thinks thought means meant see sees saw seen seeing look looks "
      "looked looking want wants wanted need needs needed called uses used using show shows "
      "showed shown become becomes became seem seems seemed keep keeps kept try happen happens "
      "happened begin begins began start starts found consider suppose remember note notice talk "
      "talking speak ask asked next today tomorrow yesterday later soon ago away back isn aren "
      "wasn weren hasn haven hadn doesn didn won wouldn couldn shouldn ain thing things way ways "
      "kind kinds bit whose whatever whichever wherever whenever toward towards across along "
      "around behind beside besides beyond despite except inside outside near onto throughout "
      "together instead indeed merely nearly less least several various certain enough unlike "
      "follow follows following whole sure please thank thanks hello welcome able lies lie stand "
      "stands remain remains contain contains it's that's there's let's different important "
      "possible necessary better best bad easy hard similar good",
    .weak_words =
      "example examples slide slides lecture lectures course chapter section part parts page "
      "figure table question questions answer answers problem problems people person man men "
      "woman time times year years day days place point points case cases fact facts reason "
      "reasons result results idea ideas word words name names number numbers form forms side end "
      "beginning order set two three four five six seven eight nine ten hundred thousand first "
      "second third last new old great greater small large larger high low long short little big "
      "common general particular special simple single double true false full free real main "
      "major clear early late equal view matter sense effect cause use change changes increase "
      "amount degree level type types class group list line lines works work working summary "
      "introduction overview outline agenda conclusion definition definitions contents review "
      "goals goal step steps bring brings leave leaves run runs turn turns hold holds move moves "
      "grow grows live lives fall falls rise rises pass passes write writes read reads draw draws "
      "hear hears feel feels believe believes understand explain describe say state stated depend "
      "depends apply applies produce produces produced increases require requires allow allows "
      "help helps lead leads sort sorts mean find call",
    .linkers = "of",
    .joiners = "for in by and to on",
    .articles = "the a an",
  },
  {
    .code = "de",
    .stemmer = "german",
    .stop_words =
      "aber alle allem allen aller alles als also am an ander andere anderem anderen anderer "
      "anderes anderm andern anderr anders auch auf aus bei bin bis bist da damit dann der den "
      "des dem die das daß derselbe derselben denselben desselben demselben dieselbe dieselben "
      "dasselbe dazu dein deine deinem deinen deiner deines denn derer dessen dich dir du dies "
      "diese diesem diesen dieser dieses doch dort durch ein eine einem einen einer eines einig "
      "einige einigem einigen einiger einiges einmal er ihn ihm es etwas euer eure eurem euren "
      "eurer eures für gegen gewesen hab habe haben hat hatte hatten hier hin hinter ich mich mir "
      "ihr ihre ihrem ihren ihrer ihres euch im in indem ins ist jede jedem jeden jeder jedes "
      "jene jenem jenen jener jenes jetzt kann kein keine keinem keinen keiner keines können "
      "könnte machen man manche manchem manchen mancher manches mein meine meinem meinen meiner "
      "meines mit muss musste nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem "
      "seinen seiner seines selbst sich sie ihnen sind so solche solchem solchen solcher solches "
      "soll sollte sondern sonst über um und uns unse unsem unsen unser unses unter viel vom von "
      "vor während war waren warst was weg weil weiter welche welchem welchen welcher welches "
      "wenn werde werden wie wieder will wir wird wirst wo wollen wollte würde würden zu zum zur "
      "zwar zwischen dass sei seien wäre wären worden geworden könnten müssen mussten darf dürfen "
      "sollen sollten mag möchte möchten lassen lässt läßt gibt geben gab geht gehen ging kommt "
      "kommen kam macht gemacht nehmen nimmt sagt sagen gesagt heißt heißen genannt nennt nennen "
      "zeigt zeigen sieht sehen wissen weiß denken glauben finden findet bleibt bleiben steht "
      "stehen liegt liegen wohl schon mal ja nein eben halt eigentlich vielleicht immer nie oft "
      "manchmal meist ganz recht etwa fast bereits bald heute morgen gestern danach davor dabei "
      "dadurch dafür dagegen daher dahin daran darauf daraus darin darüber darum darunter davon "
      "deshalb deswegen trotzdem jedoch allerdings sowie sowohl weder beide beiden beim wer wen "
      "wem wessen wann warum wieso weshalb wodurch wobei womit wofür je desto umso usw bzw z.b "
      "okay ok äh ähm gut mehr weniger viele vielen wenig wenige jemand niemand gar überhaupt "
      "dennoch außer innerhalb außerhalb oberhalb unterhalb wegen trotz gegenüber neben seit ab "
      "her los ding dinge sache sachen art weise wurden deren denen wir's gleichsam verschieden "
      "verschiedene wichtig wichtige möglich besser beste gute guten ganze eigen eigene bestimmte "
      "bestimmten",
    .weak_words =
      "beispiel beispiele folie folien vorlesung kapitel abschnitt teil teile seite abbildung "
      "tabelle frage fragen antwort antworten problem probleme mensch menschen leute mann frau "
      "zeit jahr jahre tag tage ort punkt punkte fall fälle tatsache grund gründe ergebnis "
      "ergebnisse idee ideen wort wörter worte name namen zahl zahlen form formen ende anfang "
      "ordnung zwei drei vier fünf sechs sieben acht neun zehn hundert tausend erste ersten "
      "erster erstes zweite zweiten dritte letzte neu neue neuen alt alte groß große großen "
      "größer klein kleine hoch hohe lang kurz allgemein allgemeine besondere einfach einfache "
      "einzelne wahr falsch zusammenfassung einführung überblick übersicht gliederung inhalt "
      "definition definitionen ziel ziele schritt schritte bringen bringt halten hält führen "
      "führt entsteht entstehen erscheint erscheinen erklären beschreiben",
    .linkers = "der des von vom",
    .joiners = "und für im in mit zu zur zum durch nach",
    .articles = "der die das den dem des ein eine einer eines",
  },
  {
    .code = "fr",
    .stemmer = "french",
    .stop_words =
      "au aux avec ce ces dans de des du elle en et eux il je la le leur lui ma mais me même mes "
      "moi mon ne nos notre nous on ou par pas pour qu que qui sa se ses son sur ta te tes toi "
      "ton tu un une vos votre vous c d j l à m n s t y étée étées étés étant étante étants "
      "étantes suis es est sommes êtes sont serai seras sera serons serez seront serais serait "
      "serions seriez seraient étais était étions étiez étaient fus fut fûmes fûtes furent sois "
      "soit soyons soyez soient fusse fusses fût fussions fussiez fussent ayant ayante ayantes "
      "ayants eu eue eues eus ai as avons avez ont aurai auras aura aurons aurez auront aurais "
      "aurait aurions auriez auraient avais avait avions aviez avaient eut eûmes eûtes eurent aie "
      "aies ait ayons ayez aient eusse eusses eût eussions eussiez eussent être avoir faire font "
      "faites faisons peut peuvent pouvoir pouvons pouvez pourrait doit doivent devoir devons "
      "dire dit disent disons voir voit voient voyons vu va vont aller allons allez vient "
      "viennent venir donne donnent donner donné prend prennent prendre pris met mettre mis "
      "appelle appellent appelé appelons appeler sait savoir savons veut veulent vouloir voulons "
      "trouve trouver semble ainsi alors aussi après avant bien car cela ceci cependant certes "
      "chacun chacune chaque comme comment donc dont encore enfin ensuite entre hier hors ici "
      "jamais jusque là lequel laquelle lesquels lesquelles loin lors lorsque maintenant mal "
      "malgré mieux moins non or où oui parce parfois parmi pendant peu plus plusieurs plutôt "
      "pourquoi pourtant près presque puis puisque quand quel quelle quels quelles quelque "
      "quelques quelqu quoi quoique rien sans seulement si sinon sous souvent tant tel telle tels "
      "telles toujours tous tout toute toutes très trop vers voici voilà aujourd'hui aujourd hui "
      "autre autres mêmes celui celle ceux celles leurs chez contre depuis derrière devant dès "
      "afin chose choses façon manière sorte euh bon ok beaucoup là-dessus presqu puisqu lorsqu "
      "jusqu quoiqu autant différent différents différentes important importante possible "
      "nécessaire bonne mauvais les",
    .weak_words =
      "exemple exemples diapositive cours leçon chapitre section partie parties page figure "
      "tableau question questions réponse problème problèmes gens personne personnes homme hommes "
      "femme temps an année années jour jours lieu point points cas fait faits raison raisons "
      "résultat résultats idée idées mot mots nom nombre nombres côté fin début ordre deux trois "
      "quatre cinq six sept huit neuf dix premier première second seconde deuxième troisième "
      "dernier dernière nouveau nouvelle vieux grand grande grands grandes petit petite petits "
      "petites haut haute bas long longue court commun général générale particulier particulière "
      "spécial simple simples vrai vraie faux résumé introduction plan sommaire conclusion "
      "définition définitions objectifs étape étapes seul seule",
    .linkers = "de du des d",
    .joiners = "et à au aux en par pour sur",
    .articles = "le la les l un une",
  },
  {
    .code = "es",
    .stemmer = "spanish",
    .stop_words =
      "de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya "
      "o este sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde "
      "todo nos durante todos uno les ni contra otros ese eso ante ellos e esto mí antes algunos "
      "qué unos yo otro otras otra él tanto esa estos mucho quienes nada muchos cual poco ella "
      "estar estas algunas algo nosotros mi mis tú te ti tu tus ellas nosotras vosostros "
      "vosostras os mío mía míos mías tuyo tuya tuyos tuyas suyo suya suyos suyas nuestro nuestra "
      "nuestros nuestras vuestro vuestra vuestros vuestras esos esas estoy estás está estamos "
      "estáis están esté estés estemos estéis estén estaré estarás estará estaremos estaréis "
      "estarán estaría estarías estaríamos estaríais estarían estaba estabas estábamos estabais "
      "estaban estuve estuviste estuvo estuvimos estuvisteis estuvieron estuviera estuvieras "
      "estuviéramos estuvierais estuvieran estuviese estuvieses estuviésemos estuvieseis "
      "estuviesen estando estado estada estados estadas estad he has ha hemos habéis han haya "
      "hayas hayamos hayáis hayan habré habrás habrá habremos habréis habrán habría habrías "
      "habríamos habríais habrían había habías habíamos habíais habían hube hubiste hubo hubimos "
      "hubisteis hubieron hubiera hubieras hubiéramos hubierais hubieran hubiese hubieses "
      "hubiésemos hubieseis hubiesen habiendo habido habida habidos habidas soy eres es somos "
      "sois son sea seas seamos seáis sean seré serás será seremos seréis serán sería serías "
      "seríamos seríais serían era eras éramos erais eran fui fuiste fue fuimos fuisteis fueron "
      "fuera fueras fuéramos fuerais fueran fuese fueses fuésemos fueseis fuesen sintiendo "
      "sentido sentida sentidos sentidas siente sentid tengo tienes tiene tenemos tenéis tienen "
      "tenga tengas tengamos tengáis tengan tendré tendrás tendrá tendremos tendréis tendrán "
      "tendría tendrías tendríamos tendríais tendrían tenía tenías teníamos teníais tenían tuve "
      "tuviste tuvo tuvimos tuvisteis tuvieron tuviera tuvieras tuviéramos tuvierais tuvieran "
      "tuviese tuvieses tuviésemos tuvieseis tuviesen teniendo tenido tenida tenidos tenidas "
      "tened ser ir hacer hace hacen hacemos poder puede pueden podemos podría decir dice dicen "
      "dicho decimos ver vemos visto va van vamos dar da dan dado tener llamar llama llaman "
      "llamado llamamos saber sabe sabemos querer quiere quieren parece parecen deber debe deben "
      "debemos así aunque mientras además entonces pues luego ahora hoy mañana ayer aquí allí "
      "allá siempre nunca jamás vez veces cada cuales cualquier cualquiera aún todavía sino según "
      "mediante tan tanta tantas tantos tras etc bueno vale bien mal mejor peor menos casi quizá "
      "quizás cosa cosas manera forma tipo cuyo cuya cuyos cuyas haber toda todas ninguno ninguna "
      "alguna alguien nadie quién cómo cuándo dónde cuánto cuánta cuántos cuántas eh mismo misma "
      "mismos mismas solo sólo diferente diferentes importante importantes posible necesario "
      "buena malo",
    .weak_words =
      "ejemplo ejemplos diapositiva clase lección capítulo sección parte partes página figura "
      "tabla pregunta preguntas respuesta problema problemas gente persona personas hombre "
      "hombres mujer tiempo año años día días lugar punto puntos caso casos hecho hechos razón "
      "razones resultado resultados idea ideas palabra palabras nombre número números lado fin "
      "final principio orden dos tres cuatro cinco seis siete ocho nueve diez primero primera "
      "segundo segunda tercero último última nuevo nueva viejo gran grande grandes pequeño "
      "pequeña alto alta bajo largo corto común general particular especial simple verdadero "
      "falso resumen introducción índice conclusión definición definiciones objetivos paso pasos",
    .linkers = "de del",
    .joiners = "y e por para en con a al",
    .articles = "el la los las un una",
  },
  {
    .code = "pt",
    .stemmer = "portuguese",
    .stop_words =
      "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das "
      "à seu sua ou quando muito nos já eu também só pelo pela até isso ela entre depois sem "
      "mesmo aos seus quem nas me esse eles você essa num nem suas meu às minha numa pelos elas "
      "qual nós lhe deles essas esses pelas este dele tu te vocês vos lhes meus minhas teu tua "
      "teus tuas nosso nossa nossos nossas dela delas esta estes estas aquele aquela aqueles "
      "aquelas isto aquilo estou está estamos estão estive esteve estivemos estiveram estava "
      "estávamos estavam estivera estivéramos esteja estejamos estejam estivesse estivéssemos "
      "estivessem estiver estivermos estiverem hei há havemos hão houve houvemos houveram houvera "
      "houvéramos haja hajamos hajam houvesse houvéssemos houvessem houver houvermos houverem "
      "houverei houverá houveremos houverão houveria houveríamos houveriam sou somos são era "
      "éramos eram fui foi fomos foram fora fôramos seja sejamos sejam fosse fôssemos fossem for "
      "formos forem serei será seremos serão seria seríamos seriam tenho tem temos tém tinha "
      "tínhamos tinham tive teve tivemos tiveram tivera tivéramos tenha tenhamos tenham tivesse "
      "tivéssemos tivessem tiver tivermos tiverem terei terá teremos terão teria teríamos teriam "
      "ser estar ir fazer faz fazem feito fazemos poder pode podem podemos poderia dizer diz "
      "dizem dito dizemos ver vê vemos visto vai vão vamos dar dá dão dado ter chama chamam "
      "chamado chamamos chamar saber sabe sabemos querer quer querem parece parecem dever deve "
      "devem devemos assim embora enquanto além então pois logo agora hoje amanhã ontem aqui ali "
      "lá sempre nunca jamais vez vezes cada quais qualquer ainda senão mediante tão tanta tantas "
      "tantos sob após etc bom bem mal melhor pior menos quase talvez coisa coisas maneira forma "
      "tipo cujo cuja cujos cujas haver toda todas todo todos nenhum nenhuma alguma alguém "
      "ninguém onde quanto quanta quantos quantas porque né mesma apenas muita muitos muitas "
      "outro outra outros outras sobre diferente diferentes importante importantes possível "
      "necessário boa mau",
    .weak_words =
      "exemplo exemplos slide aula lição capítulo secção seção parte partes página figura tabela "
      "pergunta perguntas resposta problema problemas gente pessoa pessoas homem homens mulher "
      "tempo ano anos dia dias lugar ponto pontos caso casos facto fato fatos razão resultado "
      "resultados ideia ideias palavra palavras nome número números lado fim início ordem dois "
      "duas três quatro cinco seis sete oito nove dez primeiro primeira segundo segunda terceiro "
      "último nova novo velho grande grandes pequeno pequena alto alta baixo longo curto comum "
      "geral particular especial simples verdadeiro falso resumo introdução índice conclusão "
      "definição definições objetivos passo passos",
    .linkers = "de do da dos das",
    .joiners = "e por para em no na com a ao",
    .articles = "o a os as um uma",
  },
  {
    .code = "it",
    .stemmer = "italian",
    .stop_words =
      "ad al allo ai agli all agl alla alle con col coi da dal dallo dai dagli dall dagl dalla "
      "dalle di del dello dei degli dell degl della delle in nel nello nei negli nell negl nella "
      "nelle su sul sullo sui sugli sull sugl sulla sulle per tra contro io tu lui lei noi voi "
      "loro mio mia miei mie tuo tua tuoi tue suo sua suoi sue nostro nostra nostri nostre vostro "
      "vostra vostri vostre mi ti ci vi lo la li le gli ne il un uno una ma ed se perché anche "
      "come dov dove che chi cui non più quale quanto quanti quanta quante quello quelli quella "
      "quelle questo questi questa queste si tutto tutti a c e i l o ho hai ha abbiamo avete "
      "hanno abbia abbiate abbiano avrò avrai avrà avremo avrete avranno avrei avresti avrebbe "
      "avremmo avreste avrebbero avevo avevi aveva avevamo avevate avevano ebbi avesti ebbe "
      "avemmo aveste ebbero avessi avesse avessimo avessero avendo avuto avuta avuti avute sono è "
      "siamo siete sia siate siano sarò sarai sarà saremo sarete saranno sarei saresti sarebbe "
      "saremmo sareste sarebbero ero eri era eravamo eravate erano fui fosti fu fummo foste "
      "furono fossi fosse fossimo fossero essendo faccio fai facciamo fanno faccia facciate "
      "facciano farò farai farà faremo farete faranno farei faresti farebbe faremmo fareste "
      "farebbero facevo facevi faceva facevamo facevate facevano feci facesti fece facemmo "
      "faceste fecero facessi facesse facessimo facessero facendo sto stai sta stiamo stanno stia "
      "stiate stiano starò starai starà staremo starete staranno starei staresti starebbe "
      "staremmo stareste starebbero stavo stavi stava stavamo stavate stavano stetti stesti "
      "stette stemmo steste stettero stessi stesse stessimo stessero stando essere avere fa fare "
      "può possono potere possiamo potrebbe deve devono dobbiamo dire dice dicono detto diciamo "
      "vedere vede vediamo visto va vanno andare andiamo viene vengono venire dà dare dato chiama "
      "chiamano chiamato chiamiamo sa sapere sappiamo vuole vogliono volere così allora ancora "
      "appena bene ciò cioè comunque cosa cose dopo dunque durante ecco entrambi eppure fino "
      "forse già infatti infine inoltre insieme intanto invece mai male mentre meglio meno molto "
      "molta molti molte nessuno niente nulla ogni oggi ieri domani oltre oppure ora ormai però "
      "poco pochi poi presso proprio pure qua qualche qualcosa qualcuno quali qualsiasi quando "
      "quasi quindi qui sempre senza solo sopra sotto spesso stesso stessa subito tale tali "
      "talvolta tanto troppo tutta tutte verso via volta volte modo tipo eh ok coll quest quell "
      "po diverso diversi diverse importante importanti possibile necessario buono buona cattivo "
      "d",
    .weak_words =
      "esempio esempi diapositiva lezione capitolo sezione parte parti pagina figura tabella "
      "domanda domande risposta problema problemi gente persona persone uomo uomini donna tempo "
      "anno anni giorno giorni luogo punto punti caso casi fatto fatti ragione risultato "
      "risultati idea idee parola parole nome numero numeri lato fine inizio ordine due tre "
      "quattro cinque sei sette otto nove dieci primo prima secondo seconda terzo ultimo nuovo "
      "nuova vecchio grande grandi piccolo piccola alto alta basso lungo corto comune generale "
      "particolare speciale semplice vero vera falso riassunto introduzione indice conclusione "
      "definizione definizioni obiettivi passo passi",
    .linkers = "di del della dei delle dello degli d dell",
    .joiners = "e per in con a al alla da dal",
    .articles = "il lo la i gli le l un una",
  },
  {
    .code = "nl",
    .stemmer = "dutch",
    .stop_words =
      "de en van ik te dat die in een hij het niet zijn is was op aan met als voor had er maar om "
      "hem dan zou of wat mijn men dit zo door over ze zich bij ook tot je mij uit der daar haar "
      "naar heb hoe heeft hebben deze u want nog zal me zij nu ge geen omdat iets worden toch al "
      "waren veel meer doen toen moet ben zonder kan hun dus alles onder ja eens hier wie werd "
      "altijd doch wordt wezen kunnen ons zelf tegen na reeds wil kon niets uw iemand geweest "
      "andere werden geworden kunt konden moeten moest mogen mag zullen zouden willen wilt laten "
      "laat gaan gaat ging komen komt kwam maken maakt gemaakt nemen neemt zeggen zegt gezegd "
      "heet heten noemen noemt genoemd zien ziet weten weet denken denkt vinden vindt blijven "
      "blijft staan staat liggen ligt geven geeft echter hoewel terwijl zodat opdat indien zodra "
      "totdat voordat nadat tijdens volgens binnen buiten boven naast tussen tegenover ongeveer "
      "bijna nooit soms vaak meestal misschien wellicht eigenlijk gewoon heel erg zeer weinig "
      "minder meest elk elke ieder iedere beide ander anderen zulk zulke zelfde welk welke wiens "
      "waarom wanneer waarmee waarvan waarin waardoor hierbij hiervan daarom daarvan daarin "
      "daardoor daarmee straks later vandaag morgen gisteren oké ok eh nee nou wel even ding "
      "dingen soort manier wijze bijvoorbeeld enz etc steeds namelijk immers weer opnieuw jij "
      "jullie we wij hen onze verschillend verschillende belangrijk belangrijke mogelijk nodig "
      "goed goede beter beste slecht",
    .weak_words =
      "voorbeeld voorbeelden dia college les hoofdstuk sectie deel delen pagina figuur tabel "
      "vraag vragen antwoord probleem problemen mensen mens man vrouw tijd jaar jaren dag dagen "
      "plaats punt punten geval gevallen feit feiten reden resultaat resultaten idee ideeën woord "
      "woorden naam getal getallen kant einde begin orde twee drie vier vijf zes zeven acht negen "
      "tien eerste tweede derde laatste nieuw nieuwe oud oude groot grote klein kleine hoog hoge "
      "laag lang kort algemeen algemene bijzonder eenvoudig waar samenvatting inleiding overzicht "
      "inhoud conclusie definitie definities doelen stap stappen",
    .linkers = "van",
    .joiners = "en voor in door met op",
    .articles = "de het een",
  },
  {
    .code = "ru",
    .stemmer = "russian",
    .stop_words =
      "и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее "
      "мне было вот от меня еще нет о из ему теперь когда даже ну вдруг ли если уже или ни быть "
      "был него до вас нибудь опять уж вам ведь там потом себя ничего ей может они тут где есть "
      "надо ней для мы тебя их чем была сам чтоб без будто чего раз тоже себе под будет ж тогда "
      "кто этот того потому этого какой совсем ним здесь этом один почти мой тем чтобы нее сейчас "
      "были куда зачем всех никогда можно при наконец об другой хоть после над больше тот через "
      "эти нас про всего них какая много разве эту моя впрочем хорошо свою этой перед иногда "
      "лучше чуть том нельзя такой им более всегда конечно всю между будут являться является "
      "являются мочь могут можем нужно должен должна должны сказать говорить говорит говорят "
      "говорим называть называется называются назвать называют видеть видим видит знать знаем "
      "знает думать делать делает сделать дать даёт дает давать взять иметь имеет имеют стать "
      "становится находится идти идёт идет это эта этому этих этими та те той тому тех теми "
      "который которая которое которые которого которой которому которым котором которых которыми "
      "каждый каждая каждое каждые любой любая весь вся всё всем всеми сама само сами свой своя "
      "своё свои своего своей своих своим такая такое такие таким какое какие либо также однако "
      "поэтому поскольку хотя пока откуда почему сколько очень менее самый самая самое самые ещё "
      "лишь именно затем сегодня завтра вчера часто обычно например вообще просто около среди "
      "против ради кроме вместо согласно благодаря вещь вещи вид образом способ способом итак "
      "значит давайте разный разные различные важный важно возможно необходимо хороший плохой",
    .weak_words =
      "пример примеры примера слайд слайды лекция лекции глава раздел часть части страница "
      "рисунок таблица вопрос вопросы ответ проблема проблемы люди человек время год годы лет "
      "день дни место точка случай случаи случае факт причина результат результаты идея слово "
      "слова имя число конец начало порядок два две три четыре пять шесть семь восемь девять "
      "десять первый первая второй вторая третий последний новый новая новые старый большой "
      "большая большие малый маленький высокий низкий длинный короткий общий общая особый простой "
      "простая истинный введение содержание заключение вывод выводы определение определения цель "
      "цели шаг обзор план",
    .linkers = "",
    .joiners = "и в на по для с",
    .articles = "",
  },
  {
    .code = "pl",
    .stop_words =
      "a aby ach acz aczkolwiek aj albo ale ależ ani aż bardziej bardzo bez bo bowiem by była "
      "byli było były być będą będzie będziemy cały cała całe chce choć ci ciebie cię co "
      "cokolwiek coś czasami czasem czemu czy czyli często da daje dalej dla dlaczego dlatego do "
      "dobrze dokąd dość dużo dwie dwoje dziś dzisiaj gdy gdyby gdyż gdzie go i ich ile im inna "
      "inne inny innych ja jak jaka jakaś jaki jakie jakiś jako jakoś je jeden jedna jednak jedno "
      "jego jej jemu jest jestem jesteśmy jeszcze jeśli jeżeli już ją kiedy kilka kimś kto ktoś "
      "która które którego której który których którym którzy którą którymi ku lecz lub ma mają "
      "mamy mam mi mimo między mieć mnie mną moi moje może możemy można mogą mu musi muszą my mój "
      "na nad nam nami nas nasz nasza nasze naszego naszych natomiast nawet nazywa nazywamy "
      "nazywany nazywana się nazywane nią nic nich nie niech niego niej niemu nigdy nim nimi niż "
      "no np o obok od około on ona one oni ono oraz oto owszem pan po pod podczas pomimo ponad "
      "ponieważ powinien powinna powinno poza prawie przecież przed przede przez przy roku "
      "również są sam sama same skąd sobie sobą sposób sposobu swoje swój swoją swoich ta tak "
      "taka taki takie także tam te tego tej ten teraz też to tobą tobie trzeba tu tutaj twoje ty "
      "tych tylko tym tymi tę tą u w wam was we według wiele wielu więc więcej widać widzi "
      "widzimy wśród właśnie wszystkie wszystkich wszystko wtedy wy z za zapewne zawsze ze zaś "
      "znów że żaden żadna żeby rzecz rzeczy mówi mówimy mówić powiedzieć wiemy wie znaczy "
      "oznacza polega przykładu zatem jakby albowiem zwykle mianowicie tzn itd itp tzw różny "
      "różne ważny ważne możliwe konieczne dobry dobra lepszy zły",
    .weak_words =
      "przykład przykłady slajd slajdy wykład wykłady rozdział część części strona rysunek tabela "
      "pytanie pytania odpowiedź problem problemy ludzie człowiek czas rok lata dzień dni miejsce "
      "punkt punkty przypadek przypadki przypadku fakt powód wynik wyniki idea słowo słowa nazwa "
      "liczba koniec początek porządek dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć "
      "pierwszy pierwsza drugi druga trzeci ostatni nowy nowa nowe stary duży duża duże wielki "
      "wielka mały mała małe wysoki niski długi krótki ogólny ogólna szczególny prosty prosta "
      "prawdziwy wstęp wprowadzenie spis podsumowanie wniosek wnioski definicja definicje cel "
      "cele krok kroki plan",
    .linkers = "",
    .joiners = "i w na do dla z o przez",
    .articles = "",
  },
  {
    .code = "sv",
    .stemmer = "swedish",
    .stop_words =
      "och det att i en jag hon som han på den med var sig för så till är men ett om hade de av "
      "icke mig du henne då sin nu har inte hans honom skulle hennes där min ej vid kunde något "
      "från ut när efter upp vi dem vara vad över än dig kan sina här ha mot alla under någon "
      "eller allt mycket sedan ju denna själv detta åt utan varit hur ingen mitt ni bli blev oss "
      "din dessa några deras blir mina samma vilken er sådan vår blivit dess inom mellan sådant "
      "varför varje vilka ditt vem vilket sitta sådana vart dina vars vårt våra ert era vilkas "
      "ska skall måste bör borde får fick göra gör gjorde gjort ta tar tog ge ger gav komma "
      "kommer kom gå går gick säga säger sade sagt kallas kallar kallad heter se ser såg sett "
      "veta vet tänka tror finna finns fanns stå står ligger låta låter alltså också dock därför "
      "emellertid eftersom fast fastän medan innan tills genom enligt utanför ovan bland hos "
      "ungefär nästan alltid aldrig ibland ofta oftast kanske egentligen bara helt ganska lite "
      "mer mest mindre minst många få båda annan annat dit hit idag imorgon igår okej ok eh ja "
      "nej jo väl saker sak sätt slags typ exempelvis etc osv även redan igen ännu varandra "
      "själva ens t.ex olika viktig viktiga möjlig nödvändig bra bättre bäst dålig god",
    .weak_words =
      "exempel bild föreläsning kapitel avsnitt del delar sida figur tabell fråga frågor svar "
      "problem människor människa man kvinna tid år dag dagar plats punkt punkter fall faktum "
      "skäl resultat idé idéer ord namn tal slut början ordning två tre fyra fem sex sju åtta nio "
      "tio första andra tredje sista ny nya nytt gammal gamla stor stora stort liten lilla små "
      "hög höga låg lång kort allmän allmänna särskild enkel enkla sann falsk sammanfattning "
      "inledning översikt innehåll slutsats definition definitioner mål steg",
    .linkers = "av",
    .joiners = "och för i med på till",
    .articles = "",
  },
  {
    .code = "da",
    .stemmer = "danish",
    .stop_words =
      "og i jeg det at en den til er som på de med han af for ikke der var mig sig men et har om "
      "vi min havde ham hun nu over da fra du ud sin dem os op man hans hvor eller hvad skal selv "
      "her alle vil blev kunne ind når være dog noget ville jo deres efter ned skulle denne end "
      "dette mit også under have dig anden hende mine alt meget sit sine vor mod disse hvis din "
      "nogle hos blive mange ad bliver hendes været thi jer sådan kan må måtte bør burde gøre gør "
      "gjorde tage tager give giver komme kommer gå går sige siger sagt kaldes kalder kaldt "
      "hedder se ser ved vide tror findes står ligger altså derfor fordi mens inden siden indtil "
      "gennem ifølge blandt omkring næsten altid aldrig gange ofte måske egentlig bare helt "
      "ganske lidt mere mest mindre hver begge andet andre samme hvilken hvilket hvilke hvorfor "
      "hvordan hvornår dag okay ok øh ja nej ting måde slags eksempel osv så allerede igen endnu",
    .weak_words = "",
    .linkers = "af",
    .joiners = "og for i med på til",
    .articles = "",
  },
  {
    .code = "no",
    .stemmer = "norwegian",
    .stop_words =
      "og i jeg det at en et den til er som på de med han av ikke ikkje der så var meg seg men "
      "ett har om vi min mitt ha hadde hun nå over da ved fra du ut sin dem oss opp man kan hans "
      "hvor eller hva skal selv sjøl her alle vil bli ble blei blitt kunne inn når være kom noen "
      "noe ville dere deres kun ja etter ned skulle denne for deg si sine sitt mot å meget "
      "hvorfor dette disse uten hvordan ingen din ditt blir samme hvilken hvilke sånn inni mellom "
      "vår hver hvem vors hvis både bare enn fordi før mange også slik vært båe begge siden dykk "
      "dykkar dei deira deires deim di då eg ein eit eitt elles honom hjå ho hoe henne hennar "
      "hennes hoss hossen ingi inkje korleis korso kva kvar kvarhelst kven kvi kvifor me medan mi "
      "mine mykje no nokon noka nokor noko nokre sia sidan so somt somme um upp vere vore verte "
      "vort varte vart må måtte bør burde gjøre gjør gjorde ta tar gi gir komme kommer gå går "
      "sier sagt kalles kaller kalt heter se ser vet tror finnes står ligger altså derfor mens "
      "innen gjennom ifølge blant omkring nesten alltid aldri ofte kanskje egentlig helt ganske "
      "mye lite mer mest mindre annen annet andre hvilket dag ok øh nei ting måte slags eksempel "
      "osv allerede igjen ennå",
    .weak_words = "",
    .linkers = "av",
    .joiners = "og for i med på til",
    .articles = "",
  },
  {
    .code = "fi",
    .stemmer = "finnish",
    .stop_words =
      "olla olen olet on olemme olette ovat ole oli olisi olisit olisin olisimme olisitte "
      "olisivat olit olin olimme olitte olivat ollut olleet en et ei emme ette eivät minä minun "
      "minut minua minussa minusta minuun minulla minulta minulle sinä sinun sinut sinua sinussa "
      "sinusta sinuun sinulla sinulta sinulle hän hänen hänet häntä hänessä hänestä häneen "
      "hänellä häneltä hänelle me meidän meidät meitä meissä meistä meihin meillä meiltä meille "
      "te teidän teidät teitä teissä teistä teihin teillä teiltä teille he heidän heidät heitä "
      "heissä heistä heihin heillä heiltä heille tämä tämän tätä tässä tästä tähän tallä tältä "
      "tälle tänä täksi tuo tuon tuotä tuossa tuosta tuohon tuolla tuolta tuolle tuona tuoksi se "
      "sen sitä siinä siitä siihen sillä siltä sille siksi nämä näiden näitä näissä näistä näihin "
      "näillä näiltä näille näinä näiksi nuo noiden noita noissa noista noihin noilla noilta "
      "noille noina noiksi ne niiden niitä niissä niistä niihin niillä niiltä niille niinä niiksi "
      "kuka kenen kenet ketä kenessä kenestä keneen kenellä keneltä kenelle kenenä keneksi ketkä "
      "keiden keitä keissä keistä keihin keillä keiltä keille keinä keiksi mikä minkä mitä missä "
      "mistä mihin millä miltä mille miksi mitkä joka jonka jota jossa josta johon jolla jolta "
      "jolle jona joksi jotka joiden joita joissa joista joihin joilla joilta joille joina joiksi "
      "että ja jos koska kuin mutta niin sekä tai vaan vai vaikka kanssa mukaan noin poikki yli "
      "kun nyt itse voi voivat voidaan täytyy pitää tulee tulevat tehdä tekee tehty sanoa sanoo "
      "kutsutaan nähdä näkee katsoa tietää myös kuitenkin sitten tänään aina joskus usein ehkä "
      "oikeastaan vain aivan melko hyvin paljon vähän enemmän vähemmän jokainen molemmat toinen "
      "muu sama sellainen tällainen miten milloin esimerkiksi eli asia asiat tapa",
    .weak_words = "",
    .linkers = "",
    .joiners = "",
    .articles = "",
  },
  {
    .code = "hu",
    .stemmer = "hungarian",
    .stop_words =
      "a ahogy ahol aki akik akkor alatt által általában amely amelyek amelyekben amelyeket "
      "amelyet amelynek ami amit amolyan amíg amikor át abban ahhoz annak arra arról az azok azon "
      "azt azzal azért aztán azután azonban bár be belül benne cikk cikkek cikkeket csak de e "
      "eddig egész egy egyes egyetlen egyéb egyik egyre ekkor el elég ellen elő először előtt "
      "első én éppen ebben ehhez emilyen ennek erre ez ezt ezek ezen ezzel ezért és fel felé "
      "hanem hiszen hogy hogyan igen így illetve ill. ill ilyen ilyenkor ison ismét itt jó jól "
      "jobban kell kellett keresztül keressünk ki kívül között közül legalább lehet lehetett "
      "legyen lenne lenni lesz lett maga magát majd már más másik meg még mellett mert mely "
      "melyek mi mit míg miért milyen mikor minden mindent mindenki mindig mint mintha mivel most "
      "nagy nagyobb nagyon ne néha nekem neki nem néhány nélkül nincs olyan ott össze ő ők őket "
      "pedig persze rá s saját sem semmi sok sokat sokkal számára szemben szerint szinte talán "
      "tehát teljes tovább továbbá több úgy ugyanis új újabb újra után utána utolsó vagy vagyis "
      "valaki valami valamint való vagyok van vannak volt voltam voltak voltunk vissza vele "
      "viszont volna tud tudjuk mond mondjuk nevezzük lát látjuk is ma soha gyakran kevés "
      "kevesebb mindkettő ugyanaz melyik hol például dolog mód",
    .weak_words = "",
    .linkers = "",
    .joiners = "",
    .articles = "",
  },
  {
    .code = "tr",
    .stemmer = "turkish",
    .stop_words =
      "acaba ama aslında az bazı belki biri birkaç birşey biz bu çok çünkü da daha de defa diye "
      "eğer en gibi hem hep hepsi her hiç için ile ise kez ki kim mı mu mü nasıl ne neden nerde "
      "nerede nereye niçin niye o sanki şey siz şu tüm ve veya ya yani olmak olan olarak olur "
      "oldu olduğu yapmak yapar yapılır edilir eder denir diyoruz görmek görürüz bilmek ancak "
      "fakat yüzden rağmen iken sonra önce şimdi bugün zaman asla sık sadece iki diğer aynı böyle "
      "şöyle hangi örneğin şekilde kadar göre",
    .weak_words = "",
    .linkers = "",
    .joiners = "",
    .articles = "",
  },
  {
    .code = "zh",
    .stop_words =
      "的 了 是 在 和 与 及 或 而 但 也 就 都 不 没 我 你 他 她 它 们 这 那 哪 之 其 所 以 于 为 被 把 从 到 对 向 由 让 给 很 更 最 又 再 还 "
      "则 若 如 吗 呢 吧 啊 呀 个 些 要 会 能 可 有 着 过 地 得 上 下 里 中 等 并 且 因 此 将 使 即 该 各 每 什 么 怎 样 说 看 想 做 来 去 用 "
      "只 才 已 当",
    .weak_words = "",
    .linkers = "",
    .joiners = "",
    .articles = "",
  },
  {
    .code = "ja",
    .stop_words =
      "の は が を に へ と も で や か な だ です ます",
    .weak_words = "",
    .linkers = "",
    .joiners = "",
    .articles = "",
  },
  {
    .code = "ko",
    .stop_words =
      "그리고 그러나 그래서 또는 및 이 그 저 것 수 등 있다 있는 있습니다 하다 하는 합니다 이다 입니다 되다 되는 됩니다 한다 된다 우리 우리는 이것은 그것은 여기 "
      "거기 때 위해 대한 대해 통해 따라 같은 같이 더 가장 매우 모든 각 어떤 무엇 왜 어떻게",
    .weak_words = "",
    .linkers = "",
    .joiners = "",
    .articles = "",
  },
};

/**
 * lec_language_words_get_all:
 * @n_languages: (out): how many there are
 *
 * Returns: (transfer none)
 */
const LecLanguageWords *
lec_language_words_get_all (gsize *n_languages)
{
  g_return_val_if_fail (n_languages != NULL, NULL);

  *n_languages = G_N_ELEMENTS (languages);
  return languages;
}

/* @code: (nullable): ISO 639-1. Returns: (transfer none) (nullable): %NULL for one not known */
const LecLanguageWords *
lec_language_words_find (const char *code)
{
  for (gsize i = 0; code != NULL && i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (languages[i].code, code))
      return &languages[i];

  return NULL;
}
