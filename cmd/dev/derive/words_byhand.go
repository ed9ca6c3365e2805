package derive

// spanishFirstNames are usual first names of persons in Mexico, Colombia and Spain that
// English lists lack, in normalised form.
const spanishFirstNames = `jose juan maria guadalupe francisco jesus luis carlos miguel jorge pedro alejandro manuel ricardo fernando roberto eduardo
	javier sergio rafael raul arturo ramon enrique gerardo alberto hector armando oscar hugo mario ernesto julio cesar ruben salvador victor alfredo alfonso
	felipe diego andres pablo santiago sebastian mateo emiliano nicolas ignacio gustavo rodrigo marco marcos guillermo jaime joaquin agustin gabriel daniel
	ismael nemesio audias omar ivan adrian cristian edgar erick erik saul noe abel abraham adolfo aldo alvaro anselmo antonio ariel benito benjamin bernardo
	camilo claudio cuauhtemoc dario david edmundo efrain eleazar elias emilio ezequiel fabian fausto federico fidel gilberto gonzalo gregorio heriberto
	hernan hilario homero horacio humberto isaac isidro israel jacinto leonardo leonel leopoldo lorenzo lucio marcelo marcelino martin mauricio maximiliano
	moises octavio orlando osvaldo patricio porfirio ramiro reynaldo rene rigoberto rodolfo rogelio roman rosendo santos silvestre simon teodoro tomas
	ulises uriel valentin vicente wilson xavier yair
	ana carmen rosa martha patricia laura leticia gabriela elizabeth veronica silvia claudia adriana alejandra andrea sofia valentina ximena regina fernanda
	daniela mariana paola karla karina monica norma teresa margarita juana gloria yolanda irma alicia beatriz blanca cecilia cristina diana dolores elena
	elvira emma esperanza estela eva fabiola graciela ines isabel josefina julia lidia lilia lorena lourdes lucia luz magdalena mercedes miriam nancy olga
	ofelia paula pilar raquel rebeca rocio rosario ruth sandra sara socorro susana sonia veronica victoria virginia yadira clara
	alvaro inigo iker unai xabier jordi joan oriol pere marc nuria montserrat merce begona nerea ainhoa aitor gorka mikel`
